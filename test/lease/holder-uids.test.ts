// The Pod whose uid is the whole identity.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolved, UUID, whoHoldsIn, type Scene } from './holder-scene.ts';

const named = { name: 'web-0' };

type Row = [title: string, scene: Partial<Scene>, expected: string, why: RegExp];

const rows: readonly Row[] = [
  [
    'is certain where its Pod may write the Lease',
    { pods: [{ ...named, uid: UUID, createdAgo: 1 }, { name: 'other' }] },
    'certain Pod payments/web-0',
    /^the Pod of that uid, may write this Lease$/,
  ],
  [
    'is likely where its Pod may not',
    { pods: [{ ...named, uid: UUID }], writers: [] },
    'likely Pod payments/web-0',
    /^the Pod of that uid, but ServiceAccount payments\/reconciler may not update this Lease$/,
  ],
  [
    'is likely where its Pod has ended',
    { pods: [{ ...named, uid: UUID, phase: 'Failed' }] },
    'likely Pod payments/web-0',
    /^the Pod of that uid, which has ended \(Failed\)$/,
  ],
];

describe('a uid', () => {
  for (const [title, scene, expected, why] of rows) {
    test(title, async () => {
      const who = await whoHoldsIn({ holder: UUID, pods: [], ...scene });
      assert.equal(resolved(who), expected);
      assert.match(who.verdict.holder.why, why);
    });
  }

  test('that no Pod beside the Lease has may be an id of anything, and is not said to be gone', async () => {
    const pods = [{ ...named }, { ...named, namespace: 'other', uid: UUID }];
    const who = await whoHoldsIn({ holder: UUID, pods });
    assert.equal(resolved(who), 'none');
    const why = 'its identity is an id, which is not the uid of a Pod in namespace payments';
    assert.equal(who.verdict.holder.why, why);
    assert.deepEqual(who.pod, { seen: false, why: 'Pods of other namespaces were not looked at' });
  });
});
