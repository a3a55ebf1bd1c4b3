// Before anybody confirms: which rights a plan needs, and what stands against it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from '../../src/lease/stepdown.ts';
import { preflight, type Preflight } from '../../src/operation/preflight.ts';
import { rightsOf } from '../../src/operation/rights.ts';
import { ServerClock } from '../../src/operation/server-clock.ts';
import type { Answer, Writing } from '../../src/operation/writing.ts';
import { LEASE } from './courses.ts';
import { planFor, POD, REQUEST } from './plans.ts';
import { DONE, no, REFUSED, serverNow, Store } from './store.ts';

const UNMEASURED = { pod: POD, speed: 'evict', evictAfter: 3, bound: undefined } as const;
const BUDGET = no(429, 'Cannot evict pod as it would violate its disruption budget.');

interface Row {
  readonly title: string;
  readonly plan?: Partial<Change>;
  readonly patch?: Answer;
  readonly evict?: Answer;
  readonly event?: Answer;
  /** Verb and resource of what may not be done. */
  readonly lacks?: string;
  /** No review is answered. */
  readonly unseen?: true;
  readonly expected: Partial<Preflight>;
}

const FREE = { denied: undefined, mayRecord: true, mayEvict: true };

const ROWS: readonly Row[] = [
  { title: 'all may be done', expected: { ...FREE, operator: 'alice' } },
  {
    title: 'the Lease may not be patched',
    lacks: 'patch leases',
    expected: { denied: 'you may not patch leases.coordination.k8s.io in payments' },
  },
  {
    title: 'no Event may be created',
    lacks: 'create events',
    expected: { denied: undefined, mayRecord: false },
  },
  {
    title: 'its Pod may not be evicted',
    plan: { pod: POD },
    lacks: 'create pods/eviction',
    expected: { denied: undefined, mayEvict: false },
  },
  {
    title: 'no review is answered: the write itself will tell',
    ...{ unseen: true, expected: FREE },
  },
  {
    title: 'admission denies the patch, in its words',
    patch: no(403, 'admission webhook "guard" denied the request'),
    expected: { denied: 'admission webhook "guard" denied the request' },
  },
  {
    title: 'a Lease that is written meanwhile denies nothing',
    ...{ patch: no(422, REFUSED), expected: FREE },
  },
  { title: 'nor does a conflict', patch: no(409), expected: FREE },
  { title: 'nor a server that fails', patch: no(500), expected: FREE },
  { title: 'nor one that is busy', patch: no(429), expected: FREE },
  {
    title: 'a quota denies the Event',
    event: no(403, 'exceeded quota'),
    expected: { denied: undefined, mayRecord: false },
  },
  { title: 'a server that fails denies no Event', event: no(503), expected: FREE },
  {
    title: 'a disruption budget keeps a Pod whose leader has a bound: it is waited for',
    plan: { pod: POD, speed: 'evict', evictAfter: 3 },
    ...{ evict: BUDGET, expected: FREE },
  },
  {
    title: 'a disruption budget keeps the Pod whose end alone would prove anything: no fence',
    plan: UNMEASURED,
    ...{ evict: BUDGET, expected: { denied: BUDGET.kind === 'no' ? BUDGET.sentence : '' } },
  },
  { title: 'and it gives way', plan: UNMEASURED, expected: FREE },
];

describe('before a step-down', () => {
  for (const row of ROWS) {
    test(row.title, async () => {
      const store = new Store(LEASE);
      const { patch = DONE, evict = DONE, event = DONE, lacks, unseen, expected } = row;
      const dry = (answer: Answer) => (options: { dryRun?: boolean } | undefined) => {
        assert.equal(options?.dryRun, true, 'nothing is written before it is confirmed');
        return Promise.resolve(answer);
      };
      const writing: Writing = {
        ...store.writing,
        patchLease: (_, __, options) => dry(patch)(options),
        evict: (_, __, options) => dry(evict)(options),
        createEvent: (_, options) => dry(event)(options),
        may: ({ verb, resource }) =>
          Promise.resolve(
            unseen
              ? { seen: false, why: 'forbidden' }
              : { seen: true, value: `${verb} ${resource}` !== lacks },
          ),
      };
      const around = { writing, clock: new ServerClock(serverNow()) };
      const flight = await preflight(planFor(LEASE, row.plan ?? {}), REQUEST, store.item(), around);
      for (const [key, value] of Object.entries(expected)) {
        assert.equal(flight[key as keyof Preflight], value, key);
      }
    });
  }

  test('the rights are those of its writes, and no more', () => {
    const words = (plan: Change): string[] =>
      rightsOf(plan).map(({ verb, resource, namespace }) => `${verb} ${resource} in ${namespace}`);
    const always = [
      'get leases in payments',
      'patch leases in payments',
      'create events in payments',
    ];
    assert.deepEqual(words(planFor(LEASE, { pod: POD })), always);
    assert.deepEqual(words(planFor(LEASE, UNMEASURED)), [
      ...always,
      'create pods/eviction in payments',
    ]);
  });
});
