// What the patches of an operation can do to a Lease, whatever it looks like: invariants over chance.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OPERATION, OPERATION_ID } from '../../src/lease/fence.ts';
import { object, type RawObject } from '../../src/lease/lease.ts';
import { noteFrom } from '../../src/lease/operation-note.ts';
import type { Patch } from '../../src/operation/json-patch.ts';
import { fencePatch } from '../../src/operation/patches.ts';
import { NOW } from '../lease/leases.ts';
import { diceOf } from '../live/dice.ts';
import { applied, differences, keysOf } from './patched.ts';
import { IS_OURS, randomLease } from './random-leases.ts';
import { held, ID, NOTE, WRITES } from './writes.ts';

const LEASES = 2000;
const leases = (seed: number): RawObject[] => {
  const dice = diceOf(seed);
  return Array.from({ length: LEASES }, () => randomLease(dice));
};

/** Every value of a patch that is written, with its path. */
function written(patch: Patch): [string, unknown][] {
  if (patch.type === 'json') {
    return patch.ops.flatMap((op) =>
      op.op === 'add' ? [[op.path, op.value] as [string, unknown]] : [],
    );
  }
  return Object.entries(patch.body.spec).map(([key, value]) => [`/spec/${key}`, value]);
}

describe('every patch of an operation', () => {
  for (const { title, patch, writes, removes = [], made } of WRITES) {
    describe(title, () => {
      test('writes what it may and nothing else, on whatever Lease', () => {
        for (const lease of leases(1)) {
          const before = made(lease);
          const result = applied(before, patch(before));
          if (!('raw' in result)) assert.fail(JSON.stringify({ before, patch: patch(before) }));
          const others = differences(before, result.raw).filter(
            (path) => !writes.includes(path) && !IS_OURS.test(path),
          );
          assert.deepEqual(others, []);
        }
      });

      test('is guarded: by the uid and the holder, by our own id, or by the version', () => {
        for (const lease of leases(2)) {
          const sent = patch(lease);
          if (sent.type === 'merge') {
            assert.match(sent.body.metadata.resourceVersion, /./);
            continue;
          }
          const tests = sent.ops.filter((it) => it.op === 'test').map(({ path }) => path);
          const isOurs = tests.includes(
            '/metadata/annotations/kubectl-lease.github.io~1operation-id',
          );
          const isHolders =
            tests.includes('/metadata/uid') && tests.includes('/spec/holderIdentity');
          assert.ok(isOurs || isHolders);
          // No guard comes too late to keep anything out.
          const first = sent.ops.findIndex((it) => it.op !== 'test');
          assert.ok(first >= tests.filter((path) => path !== '/metadata/annotations').length);
        }
      });

      test('writes no null, and removes nothing but what its elector or the record asks for', () => {
        for (const lease of leases(3)) {
          const sent = patch(lease);
          for (const [path, value] of written(sent)) {
            assert.notEqual(value ?? null, null, path);
          }
          const gone = sent.type === 'json' ? sent.ops.filter((it) => it.op === 'remove') : [];
          assert.deepEqual(
            gone.filter(({ path }) => !removes.includes(path)),
            [],
          );
        }
      });

      test('writes times with their six digits', () => {
        for (const [path, value] of written(patch(leases(4)[0] ?? {}))) {
          if (path.endsWith('Time'))
            assert.match(String(value), /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/);
        }
      });
    });
  }

  test('counts a transition in a new fence, where there are any, and nowhere else', () => {
    for (const lease of leases(5)) {
      const { leaseTransitions: count } = object(lease['spec']);
      const result = applied(held(lease), fencePatch(held(lease), NOTE, 30, NOW));
      assert.ok('raw' in result);
      const counted = object(result.raw['spec'])['leaseTransitions'];
      assert.equal(counted, typeof count === 'number' ? count + 1 : undefined);
    }
  });

  test('leaves a note that can be read back, and its id', () => {
    for (const lease of leases(6)) {
      const result = applied(held(lease), fencePatch(held(lease), NOTE, 30, NOW));
      assert.ok('raw' in result);
      const annotations = object(object(result.raw['metadata'])['annotations']);
      assert.equal(annotations[OPERATION_ID], ID);
      assert.deepEqual(noteFrom(String(annotations[OPERATION])), NOTE);
    }
  });

  test('escapes keys by RFC 6901', () => {
    const [first] = leases(7);
    const { ops } = fencePatch(held(first ?? {}), NOTE, 30, NOW) as Extract<
      Patch,
      { type: 'json' }
    >;
    const annotations = ops.filter(({ path }) => path.startsWith('/metadata/annotations/'));
    assert.deepEqual(
      annotations.map(({ path }) => keysOf(path)),
      [
        ['metadata', 'annotations', OPERATION_ID],
        ['metadata', 'annotations', OPERATION],
      ],
    );
  });
});
