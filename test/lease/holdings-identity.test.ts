import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Target } from '../../src/lease/holding-target.ts';
import {
  HASH,
  LEADER,
  NODE,
  UUID,
  held,
  lines,
  node,
  pod,
  told,
  type Scene,
} from './holdings-scene.ts';

describe('a Lease that is held', () => {
  const rows: [title: string, target: Target, scene: Scene, answer: string, lines: string[]][] = [
    [
      'under a Pod’s uid is that Pod’s',
      NODE,
      { objects: [node('w1'), pod({ name: 'x', node: 'w1', uid: UUID }), held(UUID)] },
      'something',
      ['payments/reconciler by pod payments/x, likely'],
    ],
    [
      'under a name that its own namespace may have is a guess',
      NODE,
      {
        objects: [
          node('w1'),
          pod({ namespace: 'blue', name: 'web-0', node: 'w1' }),
          held(`web-0_${UUID}`),
        ],
      },
      'something',
      ['payments/reconciler by pod blue/web-0, guess'],
    ],
    [
      'since before its Pod was there is not that Pod’s',
      NODE,
      {
        objects: [
          node('w1'),
          pod({ name: LEADER, node: 'w1', hash: HASH }),
          held(`${LEADER}_${UUID}`, { spec: { acquireTime: '2026-11-24T00:00:00.000000Z' } }),
        ],
      },
      'nothing',
      [],
    ],
    [
      'under the name of the node is the node’s, whoever it is',
      NODE,
      { objects: [node('w1'), pod({ name: 'x', node: 'w1' }), held(`w1_${UUID}`)] },
      'something',
      ['payments/reconciler by host w1, likely'],
    ],
    [
      'under the host name of the node as well',
      NODE,
      {
        objects: [
          node('w1', { 'kubernetes.io/hostname': 'ip-10-0-0-7.ec2.internal' }),
          pod({ name: 'x', node: 'w1' }),
          held(`ip-10-0-0-7.ec2.internal_${UUID}`),
        ],
      },
      'something',
      ['payments/reconciler by host w1, likely'],
    ],
    [
      'under the name of the node as a CSI sidecar writes it',
      { kind: 'Node', name: 'w1.example.com' },
      {
        objects: [
          node('w1.example.com'),
          pod({ name: 'x', node: 'w1.example.com' }),
          held('w1-example-com', { namespace: 'csi', name: 'external-resizer-x' }),
        ],
      },
      'something',
      ['csi/external-resizer-x by host w1.example.com, likely'],
    ],
    [
      'by a static Pod is found by its name',
      NODE,
      {
        objects: [
          node('w1'),
          pod({ namespace: 'kube-system', name: 'kube-scheduler-w1', node: 'w1', mirror: true }),
          held(`w1_${UUID}`, { namespace: 'kube-system', name: 'kube-scheduler' }),
        ],
      },
      'something',
      ['kube-system/kube-scheduler by pod kube-system/kube-scheduler-w1, likely'],
    ],
    [
      'under the node’s name is the Pod’s that says so',
      NODE,
      {
        objects: [
          node('w1'),
          pod({ name: 'agent-5ffjv', node: 'w1', flags: ['--leader-election-id=reconciler'] }),
          pod({ name: 'other-5ffjv', node: 'w1', flags: ['--leader-election-id=other'] }),
          held(`w1_${UUID}`),
        ],
      },
      'something',
      ['payments/reconciler by pod payments/agent-5ffjv, likely'],
    ],
    [
      'under the name of a node is told of a Pod there that says so',
      { kind: 'Pod', namespace: 'payments', name: 'agent-5ffjv' },
      {
        objects: [
          pod({ name: 'agent-5ffjv', node: 'w1', flags: ['--leader-election-id=reconciler'] }),
          held(`w1_${UUID}`),
        ],
      },
      'something',
      ['payments/reconciler by pod payments/agent-5ffjv, likely'],
    ],
    [
      'about the node is told with it',
      NODE,
      {
        objects: [
          node('w1'),
          pod({ name: 'x', node: 'w1' }),
          held('operator', {
            namespace: 'medik8s-leases',
            name: 'node-w1',
            spec: { leaseDurationSeconds: 3600 },
          }),
        ],
      },
      'something',
      ['medik8s-leases/node-w1 by about nobody, none'],
    ],
  ];
  for (const [title, target, scene, answer, expected] of rows) {
    test(title, async () => {
      const holdings = await told(target, scene);
      assert.deepEqual([holdings.answer, lines(holdings)], [answer, expected]);
    });
  }
});
