// A release without a fence: only after a whole lease duration in which nobody wrote the Lease.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence, LeaseQuery } from '../../src/lease/evidence.ts';
import { leaseFrom } from '../../src/lease/lease.ts';
import { SECOND } from '../../src/lease/time.ts';
import { Observed } from '../../src/operation/observed.ts';
import { LEASE, later } from './courses.ts';
import { candidate, giveAway, renew, take } from './electors.ts';
import { planFor } from './plans.ts';
import { carriedOut, type Course, type Ran } from './running.ts';
import { REF, type Store } from './store.ts';

/** Seconds: a lease duration that a test can wait for. */
const WATCH_FOR = 0.4;

const SILENT = planFor(LEASE, {
  ...{ action: 'release', speed: undefined, bound: undefined, watchFor: WATCH_FOR },
});
const ENDED = { ...SILENT, former: { ...SILENT.former, ended: true } };

interface Row extends Partial<Course> {
  readonly title: string;
  readonly outcome: Ran['result']['outcome'];
  readonly why?: RegExp;
  /** Seconds after which it was released, at least and at most. */
  readonly after?: readonly [number, number];
}

const annotated = (store: Store): void => {
  store.write('somebody', {}, { annotations: { team: String(performance.now()) } });
};

/** Milliseconds after the beginning. */
const at =
  (milliseconds: number, what: (store: Store) => void) =>
  (store: Store): void => {
    later(milliseconds, () => {
      what(store);
    });
  };

const ROWS: readonly Row[] = [
  {
    title: 'nobody writes the Lease: it is released after a whole lease duration',
    ...{ outcome: 'led', after: [WATCH_FOR, 5] },
  },
  {
    title: 'its container has ended, says its node: it is released at once',
    ...{ plan: ENDED, outcome: 'restarted', after: [0, 0.35] },
  },
  {
    title: 'its holder renews it meanwhile: nothing is written',
    before: at(200, (store) => {
      renew(store, 'old');
    }),
    outcome: 'changed',
  },
  {
    title: 'somebody else takes it meanwhile: nothing is written',
    before: at(200, (store) => {
      take(store, 'other');
    }),
    outcome: 'changed',
  },
  {
    title: 'its holder gives it away meanwhile: nothing is written',
    before: at(200, (store) => {
      giveAway(store, 'old');
    }),
    outcome: 'changed',
  },
  {
    title: 'it is deleted meanwhile: nothing is written',
    before: at(200, (store) => {
      store.delete();
    }),
    ...{ outcome: 'changed', why: /^the Lease is gone$/ },
  },
  {
    title: 'somebody annotates it meanwhile: it is watched again for a whole lease duration',
    before: at(200, annotated),
    ...{ outcome: 'led', after: [WATCH_FOR + 0.15, 5] },
  },
  {
    title: 'somebody annotates it again and again: nothing is written',
    before: (store) => {
      for (let times = 1; times <= 20; times += 1) at(times * 100, annotated)(store);
    },
    ...{ outcome: 'changed', why: /again and again/ },
  },
  {
    title: 'an event of the watch is lost: the server refuses the write by its resourceVersion',
    before: (store) => {
      const { evidence } = store;
      const watch = evidence.watch.bind(evidence);
      Object.assign(evidence, { watch: (query: LeaseQuery) => firstOf(watch(query)) });
      at(200, (it) => {
        renew(it, 'old');
      })(store);
    },
    outcome: 'changed',
  },
  {
    title: 'the operator interrupts it: nothing is written',
    giveUpAfter: 150,
    ...{ outcome: 'declined', why: /^interrupted$/ },
  },
];

async function* firstOf<T>(events: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const event of events) {
    yield event;
    await delay(2000);
    return;
  }
}

describe('a Lease whose holder is silent', () => {
  for (const { title, outcome, why, after, ...row } of ROWS) {
    test(`${title}: ${outcome}`, async () => {
      const begun = performance.now();
      let released: number | undefined;
      const on = {
        released: (store: Store) => {
          released = (performance.now() - begun) / 1000;
          candidate(store, outcome === 'restarted' ? 'old' : 'next');
        },
      };
      const ran = await carriedOut({ lease: LEASE, plan: SILENT, ...row, on });
      assert.equal(ran.result.outcome, outcome, ran.result.why ?? '');
      if (why !== undefined) assert.match(ran.result.why ?? '', why);
      assert.equal(ran.result.wrote, after !== undefined);
      assert.equal(
        ran.store.log.some(({ by }) => by === 'us'),
        after !== undefined,
      );
      if (after === undefined) return;
      assert.ok(
        released !== undefined && released >= after[0] && released < after[1],
        `${released}`,
      );
    });
  }
});

describe('since when a Lease is as it is', () => {
  const lease = { ...LEASE, metadata: { ...(LEASE['metadata'] as object), resourceVersion: '7' } };
  const item = { raw: lease, lease: leaseFrom(lease) };
  const clock = { now: 0, source: 'server', restamps: true } as const;
  const evidence = (now: number, passed: number): Evidence =>
    ({
      lease: () => Promise.resolve({ ...item, clock: { ...clock, now } }),
      watched: async () => {
        await delay(passed * 1000);
        const sightings = [{ raw: lease, at: now }];
        return { seen: true, value: { sightings, until: now + passed * SECOND } };
      },
    }) as unknown as Evidence;

  test('is the first time that it was read, whatever clock the server tells', async () => {
    const observed = new Observed(evidence(0, 0));
    assert.equal(observed.since(item), undefined);
    const before = performance.now();
    await observed.evidence.lease(REF);
    const first = observed.since(item) ?? 0;
    assert.ok(first >= before && first <= performance.now());
    await delay(30);
    await observed.evidence.lease(REF);
    assert.equal(observed.since(item), first);
  });

  test('is when it was first seen in a watch', async () => {
    const observed = new Observed(evidence(5000, 0.2));
    const before = performance.now();
    await observed.evidence.watched(REF, { writes: 1, seconds: 1 });
    const since = observed.since(item) ?? 0;
    assert.ok(since >= before - 1 && since <= before + 150, `${since - before}`);
  });

  test('is never before the watch began, however long the server says that it was', async () => {
    const observed = new Observed({
      ...evidence(0, 0),
      watched: () =>
        Promise.resolve({
          seen: true,
          value: { sightings: [{ raw: lease, at: 0 }], until: 3600 * SECOND },
        }),
    });
    const before = performance.now();
    await observed.evidence.watched(REF, { writes: 1, seconds: 1 });
    assert.ok((observed.since(item) ?? 0) >= before);
  });

  test('is not known of another resourceVersion', async () => {
    const observed = new Observed(evidence(0, 0));
    await observed.evidence.lease(REF);
    const other = { ...item.lease, resourceVersion: '8' };
    assert.equal(observed.since({ lease: other }), undefined);
  });
});
