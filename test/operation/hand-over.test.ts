// A hand-over against a Lease in memory: what the control plane makes of the wish.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { object } from '../../src/lease/lease.ts';
import { candidate, take } from './electors.ts';
import { leaseOf, planFor } from './plans.ts';
import { carriedOut, type Ran } from './running.ts';
import type { Store } from './store.ts';

const LEASE = leaseOf({ strategy: 'OldestEmulationVersion', acquireTime: undefined });
const PLAN = planFor(LEASE, {
  ...{ action: 'hand-over', speed: undefined, asked: 'b', bound: undefined, elector: undefined },
  ...{ fenceSeconds: 0, term: 0.2, patience: 0.3 },
});

interface Row {
  readonly title: string;
  readonly outcome: Ran['result']['outcome'];
  readonly holders: readonly string[];
  readonly before?: (store: Store) => void;
  readonly preferred?: (store: Store) => void;
  readonly why?: RegExp;
}

const elect = (name: string) => (store: Store) => {
  take(store, name);
  candidate(store, name);
};

const ROWS: readonly Row[] = [
  {
    title: 'the one who was asked for leads',
    preferred: elect('b'),
    ...{ outcome: 'led', holders: ['old', 'b'] },
  },
  {
    title: 'the control plane elects another by its strategy',
    preferred: elect('c'),
    ...{ outcome: 'led', holders: ['old', 'c'] },
  },
  {
    title: 'it does not act on the wish',
    ...{ outcome: 'returned', holders: ['old'], why: /did not act on the wish/ },
  },
  {
    title: 'its gate is off: the server drops the wish',
    before: (store) => {
      store.admit = (raw) => ({
        ...raw,
        spec: { ...object(raw['spec']), preferredHolder: undefined },
      });
    },
    ...{ outcome: 'returned', holders: ['old'], why: /CoordinatedLeaderElection is off/ },
  },
  {
    title: 'another leads before the wish is written',
    before: elect('c'),
    ...{ outcome: 'changed', holders: ['c'] },
  },
  {
    title: 'the Lease is deleted meanwhile',
    preferred: (store) => {
      store.delete();
    },
    ...{ outcome: 'unled', holders: ['old'], why: /^the Lease was deleted$/ },
  },
];

describe('a hand-over', () => {
  for (const { title, outcome, holders, before, preferred, why } of ROWS) {
    test(`${title}: ${outcome}`, async () => {
      const on = { preferred: (store: Store) => preferred?.(store) };
      const course = { lease: LEASE, plan: PLAN, on };
      const ran = await carriedOut(before === undefined ? course : { ...course, before });
      assert.equal(ran.result.outcome, outcome, ran.result.why ?? '');
      assert.deepEqual(ran.holders, holders);
      if (why !== undefined) assert.match(ran.result.why ?? '', why);
      const cleared = ran.store.log.some(({ raw }) => !object(raw['spec'])['holderIdentity']);
      assert.equal(cleared, false, 'the holder of a coordinated Lease is never cleared');
    });
  }
});
