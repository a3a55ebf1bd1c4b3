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
  STANDBY,
  node,
  pod,
  told,
  type Scene,
} from './holdings-scene.ts';

describe('the standbys', () => {
  const rows: [title: string, target: Target, more: Scene['objects'], expected: string[]][] = [
    ['of a node’s leader are elsewhere', NODE, [], [STANDBY]],
    [
      'on the same node do not count',
      NODE,
      [pod({ name: 'reconciler-5dd487bb7b-h4x7c', node: 'w1', hash: HASH })],
      [STANDBY],
    ],
    [
      'that are not ready do not count',
      NODE,
      [pod({ name: 'reconciler-5dd487bb7b-h4x7c', node: 'w3', hash: HASH, ready: false })],
      [STANDBY],
    ],
    [
      'of another namespace do not count, though the hash is the same',
      NODE,
      [pod({ namespace: 'staging', name: STANDBY, node: 'w3', hash: HASH })],
      [STANDBY],
    ],
    [
      'of a zone’s leader are in another zone',
      { kind: 'Zone', name: 'a' },
      ['w1', 'w2'].map((it) => node(it, { 'topology.kubernetes.io/zone': 'a' })),
      [],
    ],
    [
      'of a Pod may be anywhere',
      { kind: 'Pod', namespace: 'payments', name: LEADER },
      [],
      [STANDBY],
    ],
  ];
  for (const [title, target, more, expected] of rows) {
    test(title, async () => {
      const { items } = await told(target, { objects: [...LED, ...more] });
      const standbys = items[0]?.standbys;
      assert.ok(standbys?.seen);
      assert.deepEqual(
        standbys.value.map(({ ref }) => ref.name),
        expected,
      );
    });
  }

  test('are not said to be none where they may not be seen', async () => {
    const refuses: Scene['refuses'] = ({ oneOf }) => oneOf !== undefined;
    const { items } = await told(NODE, { objects: LED, refuses });
    assert.deepEqual(items[0]?.standbys, { seen: false, why: 'cannot list pods (forbidden)' });
  });

  test('are not said to be none where their controller does not label them', async () => {
    const owner = { kind: 'Job', name: 'job', controller: true };
    const first = pod({ name: 'job-5ffjv', node: 'w1' });
    const metadata = { ...(first['metadata'] as object), ownerReferences: [owner] };
    const objects = [node('w1'), { ...first, metadata }, held(`job-5ffjv_${UUID}`)];
    const { items } = await told(NODE, { objects });
    assert.deepEqual(items[0]?.standbys, {
      seen: false,
      why: 'its Job does not label its Pods by revision',
    });
  });
});
