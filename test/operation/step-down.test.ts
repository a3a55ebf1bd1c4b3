// A step-down against a Lease in memory: how it is known that the old leader has stopped.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { checkRows, evicting, later, LEASE, OURS, RUNS, show, type Row } from './courses.ts';
import { holderIn } from './electors.ts';
import { planFor, POD } from './plans.ts';
import { DONE, no } from './store.ts';

const ROWS: readonly Row[] = [
  {
    title: 'nothing is seen of the old leader: released at the bound, not before',
    ...{ outcome: 'led', by: 'bound', holders: [OURS, '', 'next'] },
    steps: ['fenced', 'stopped', 'released', 'leads', 'renewed', 'recorded'],
    check: ({ store: { log } }) => {
      const [fence, release] = [log[0], log.find(({ raw }) => holderIn(raw) === '')];
      assert.ok((release?.at ?? 0) - (fence?.at ?? 0) >= 300);
      const renewals = log.filter(({ by, raw }) => by === 'us' && holderIn(raw) === OURS);
      assert.ok(renewals.length >= 2, 'the fence was renewed');
    },
  },
  {
    title: 'its container ends by itself: released then, long before the bound',
    plan: planFor(LEASE, { pod: POD, bound: 5 }),
    on: {
      fenced: (store) => {
        later(60, () => {
          show(store);
        });
      },
    },
    ...{ outcome: 'led', by: 'ended', holders: [OURS, '', 'next'] },
  },
  {
    title: 'a Pod that is gone without a last status proves nothing: the bound',
    plan: planFor(LEASE, { pod: POD }),
    on: {
      fenced: (store) => {
        show(store, RUNS);
        store.showPod({ kind: 'gone', raw: RUNS });
      },
    },
    ...{ outcome: 'led', by: 'bound', holders: [OURS, '', 'next'] },
  },
  {
    title: 'it is evicted once it has seen the fence, and ends',
    plan: evicting,
    before: (store) => {
      show(store, RUNS);
    },
    on: {
      evicted: (store) => {
        show(store);
      },
    },
    ...{ outcome: 'led', by: 'ended', holders: [OURS, '', 'next'] },
    steps: ['fenced', 'seen', 'evicted', 'stopped', 'released', 'leads', 'renewed', 'recorded'],
  },
  {
    title: 'a disruption budget refuses the eviction: it is waited for, and said',
    plan: planFor(LEASE, { pod: POD, speed: 'evict', evictAfter: 0.1 }),
    before: (store) => {
      store.evict = () => no(429, 'Cannot evict pod as it would violate its disruption budget.');
    },
    ...{ outcome: 'led', by: 'bound', holders: [OURS, '', 'next'] },
    check: ({ result }) => {
      assert.match(result.notEvicted ?? '', /disruption budget/);
    },
  },
  {
    title: 'it had ended before it came to the eviction: nobody is evicted',
    plan: evicting,
    before: (store) => {
      show(store);
      store.evict = () => assert.fail('evicted');
    },
    ...{ outcome: 'led', by: 'ended', holders: [OURS, '', 'next'] },
  },
  {
    title: 'a library that was not measured, and no proof: never released, it expires by itself',
    // A second after the grace period and the minute beside it.
    plan: planFor(LEASE, { pod: { ...POD, grace: -59.8 }, bound: undefined }),
    ...{ outcome: 'unled', holders: [OURS], why: /nothing proved/ },
  },
  {
    title: 'a disruption budget gives way at last, where its end alone proves anything',
    plan: planFor(LEASE, {
      ...{ pod: { ...POD, grace: -55 }, speed: 'evict', evictAfter: 0.02, bound: undefined },
    }),
    before: (store) => {
      show(store, RUNS);
      store.evict = () => {
        store.evict = () => {
          show(store);
          return DONE;
        };
        return no(429, 'Cannot evict pod as it would violate its disruption budget.');
      };
    },
    ...{ outcome: 'led', by: 'ended', holders: [OURS, '', 'next'] },
    check: ({ result }) => {
      assert.equal(result.notEvicted, undefined);
    },
  },
  {
    title: 'the same, and its end is seen',
    plan: planFor(LEASE, { pod: { ...POD, grace: -59 }, bound: undefined }),
    on: {
      fenced: (store) => {
        show(store);
      },
    },
    ...{ outcome: 'led', by: 'ended', holders: [OURS, '', 'next'] },
  },
];

describe('a step-down', () => {
  checkRows(ROWS);
});
