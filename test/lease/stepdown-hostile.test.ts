// Whoever may write a Lease may forge a fence and its note: no plan may be less careful for it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fenced } from './fenced-scene.ts';
import { HOSTILE_NOTES } from './hostile-notes.ts';
import { randomNote } from './random-notes.ts';
import { planIn, type PlanScene } from './plan-scene.ts';
import { EVICT, NAME, pod, UUID } from './plan-rows.ts';
import type { Change } from '../../src/lease/stepdown.ts';

/** A victim in each place; no ServiceAccount but that of the elector may write the Lease. */
const VICTIMS = [
  pod(),
  { namespace: 'bank', name: 'vault-7d9c5b6f4d-x2k8p', uid: 'uid-of-vault' },
  { namespace: 'payments', name: 'worker-7d9c5b6f4d-x2k8p', uid: UUID, account: 'other' },
  { namespace: 'kube-system', name: 'coredns-7d9c5b6f4d-x2k8p', uid: 'uid-of-dns' },
  { namespace: 'kube-system', name: 'kube-apiserver-cp-1', uid: 'uid-of-mirror', mirror: true },
];

/** What a note decides nothing of. */
async function planFor(note: string | null, more: Partial<PlanScene> = {}): Promise<Change> {
  const wish = { ...EVICT, treatAsElection: true };
  const plan = await planIn({ ...fenced(note), pods: VICTIMS, wish, ...more });
  assert.ok(plan.action !== 'refuse', plan.action === 'refuse' ? plan.why : '');
  return plan;
}

const least = await planFor(null);

/** Infinity where nothing but an end proves anything. */
const boundOf = ({ bound }: Change): number => bound ?? Infinity;

function isCareful(plan: Change): void {
  assert.equal(plan.action, 'step-down');
  assert.ok(boundOf(plan) >= boundOf(least), `${boundOf(plan)}s is less than ${boundOf(least)}s`);
  assert.ok(plan.bound === undefined || plan.bound <= 60, `${String(plan.bound)}s`);
  assert.equal(plan.former.survives, true);
  assert.equal(plan.former.skew, undefined);
  assert.equal(plan.former.ended, false);
  assert.equal(plan.elector?.confidence, 'likely');
  for (const key of ['fenceSeconds', 'renewEvery', 'term', 'patience', 'ifToolDies'] as const) {
    assert.ok(plan[key] > 0 && plan[key] <= 600, `${key}: ${plan[key]}`);
  }
  assert.ok(plan.renewEvery <= least.renewEvery);
  if (plan.evictAfter === undefined) return;
  // The one Pod that is certain by our own rules, whatever a note says.
  assert.deepEqual(plan.pod?.ref, { namespace: 'payments', name: NAME });
  assert.equal(plan.pod.uid, `uid-of-${NAME}`);
}

describe('a note that lies leads to no eviction of another Pod and to no shorter wait', () => {
  for (const { title, note } of HOSTILE_NOTES) {
    test(title, async () => {
      isCareful(await planFor(note));
    });
  }

  test('there are at least 80 of them', () => {
    assert.ok(HOSTILE_NOTES.length >= 80, String(HOSTILE_NOTES.length));
  });

  test('any note of a thousand that are made by chance', async () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const note = randomNote(seed);
      try {
        isCareful(await planFor(note));
      } catch (thrown) {
        throw new Error(`seed ${seed}: ${note}`, { cause: thrown });
      }
    }
  });

  test('not even where the ServiceAccount of a victim in another namespace may write the Lease', async () => {
    const note =
      HOSTILE_NOTES.find(({ title }) => title === 'a Pod in another namespace')?.note ?? null;
    const writers = ['bank/reconciler', 'payments/reconciler'];
    const { pod: found, podWhy, evictAfter } = await planFor(note, { writers });
    assert.equal(evictAfter, undefined);
    assert.equal(found?.evictable, false);
    assert.match(podWhy ?? '', /is not in namespace payments: --evict-in-namespace bank allows/);
  });
});
