import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Target } from '../../src/lease/holding-target.ts';
import {
  HASH,
  LEADER,
  LED,
  NODE,
  UUID,
  held,
  lines,
  node,
  pod,
  told,
  type Scene,
} from './holdings-scene.ts';

describe('what is held', () => {
  const ofPod = `payments/reconciler by pod payments/${LEADER}, likely`;
  const rows: [title: string, target: Target, scene: Scene, answer: string, lines: string[]][] = [
    ['on a node is what its Pods hold', NODE, { objects: LED }, 'something', [ofPod]],
    [
      'on another node is nothing',
      { kind: 'Node', name: 'w2' },
      { objects: [...LED, node('w2')] },
      'nothing',
      [],
    ],
    [
      'in a zone is what its nodes’ Pods hold',
      { kind: 'Zone', name: 'a' },
      { objects: [...LED, node('w1', { 'topology.kubernetes.io/zone': 'a' })] },
      'something',
      [ofPod],
    ],
    [
      'by a Pod',
      { kind: 'Pod', namespace: 'payments', name: LEADER },
      { objects: LED },
      'something',
      [ofPod],
    ],
    [
      'by a Pod of that name in another namespace is another’s',
      { kind: 'Pod', namespace: 'billing', name: LEADER },
      { objects: [...LED, pod({ namespace: 'billing', name: 'x', node: 'w1' })] },
      'nothing',
      [],
    ],
    [
      'by a Deployment is what the Pods of its ReplicaSets hold',
      { kind: 'Deployment', namespace: 'payments', name: 'reconciler' },
      { objects: LED },
      'something',
      [ofPod],
    ],
    [
      'by a Deployment whose name begins alike is nothing',
      { kind: 'Deployment', namespace: 'payments', name: 'recon' },
      { objects: LED },
      'nothing',
      [],
    ],
    [
      'by a ReplicaSet',
      { kind: 'ReplicaSet', namespace: 'payments', name: `reconciler-${HASH}` },
      { objects: LED },
      'something',
      [ofPod],
    ],
    [
      'by a ServiceAccount is what the Pods that run as it hold',
      { kind: 'ServiceAccount', namespace: 'payments', name: 'worker' },
      { objects: LED },
      'something',
      [ofPod],
    ],
    [
      'by "default" is what Pods hold that name no ServiceAccount',
      { kind: 'ServiceAccount', namespace: 'payments', name: 'default' },
      { objects: [pod({ name: 'web-1', node: 'w1' }), held(`web-1_${UUID}`)] },
      'something',
      ['payments/reconciler by pod payments/web-1, likely'],
    ],
  ];
  for (const [title, target, scene, answer, expected] of rows) {
    test(title, async () => {
      const holdings = await told(target, scene);
      assert.deepEqual([holdings.answer, lines(holdings)], [answer, expected]);
    });
  }
});
