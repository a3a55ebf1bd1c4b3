// The first write of an operation: on the Lease that was confirmed, or on none.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatMicroTime } from '../../src/lease/time.ts';
import { LEASE, OURS } from './courses.ts';
import { candidate, renew, take } from './electors.ts';
import { leaseOf, planFor } from './plans.ts';
import { carriedOut, type Course, type Ran } from './running.ts';
import { no, REFUSED, serverNow, type Store } from './store.ts';

const SILENT = planFor(LEASE, { action: 'release', speed: undefined, bound: undefined });

interface Row extends Partial<Course> {
  readonly title: string;
  readonly outcome: Ran['result']['outcome'];
  readonly holders?: readonly string[];
  readonly why?: RegExp;
}

/** Before it is written, but after it was read. */
const meanwhile =
  (what: (store: Store) => void) =>
  (store: Store): void => {
    store.faults.push(() => {
      what(store);
      return undefined;
    });
  };

const renewed = (store: Store): void => {
  renew(store, 'old');
};
const annotated = (store: Store): void => {
  store.write('somebody', {}, { annotations: { team: 'a' } });
};

const ROWS: readonly Row[] = [
  {
    title: 'a live leader renews the Lease before it is fenced: the same grant',
    ...{ before: renewed, outcome: 'led', holders: ['old', OURS, '', 'next'] },
  },
  {
    title: 'and while it is fenced',
    ...{ before: meanwhile(renewed), outcome: 'led', holders: ['old', OURS, '', 'next'] },
  },
  {
    title: 'somebody else leads before it is fenced',
    before: (store) => {
      take(store, 'another');
    },
    ...{ outcome: 'changed', holders: ['another'] },
  },
  {
    title: 'and while it is fenced',
    before: meanwhile((store) => {
      take(store, 'another');
    }),
    ...{ outcome: 'changed', holders: ['another'] },
  },
  {
    title: 'the same leader has acquired it anew',
    before: meanwhile((store) => {
      store.write('old', { acquireTime: formatMicroTime(serverNow()) });
    }),
    outcome: 'changed',
  },
  {
    title: 'it was deleted, and made anew with the same holder',
    before: meanwhile((store) => {
      store.create(leaseOf({}, { uid: 'uid-2' }));
    }),
    outcome: 'changed',
  },
  {
    title: 'it was deleted',
    before: meanwhile((store) => {
      store.delete();
    }),
    ...{ outcome: 'changed', why: /^the Lease is gone$/ },
  },
  {
    title: 'an admission webhook denies it',
    before: (store) => {
      store.faults.push(() => no(403, 'admission webhook "guard" denied the request'));
    },
    ...{ outcome: 'denied', holders: [], why: /webhook "guard"/ },
  },
  {
    title: 'its answer is lost, and it was carried out: it goes on',
    before: (store) => {
      store.faults.push((pass) => {
        pass();
        return { kind: 'lost', why: 'EOF', sent: true };
      });
    },
    ...{ outcome: 'led', holders: [OURS, '', 'next'] },
  },
  {
    title: 'a 422 that says nothing, on the grant that was confirmed',
    before: (store) => {
      store.faults.push(() => no(422, REFUSED));
    },
    ...{ outcome: 'led', holders: [OURS, '', 'next'] },
  },
  {
    title: 'a silent holder is still silent: released',
    plan: SILENT,
    ...{ outcome: 'led', holders: ['', 'next'] },
  },
  {
    title: 'a silent holder whose Lease somebody annotates as it is released: not released',
    plan: SILENT,
    before: meanwhile(annotated),
    ...{ outcome: 'changed', holders: ['old'] },
  },
  {
    title: 'a silent holder wakes before it is released: it keeps its Lease',
    plan: SILENT,
    before: renewed,
    ...{ outcome: 'changed', holders: ['old'] },
  },
  {
    title: 'a silent holder wakes while it is released: it keeps its Lease',
    plan: SILENT,
    before: meanwhile(renewed),
    ...{ outcome: 'changed', holders: ['old'] },
  },
  {
    title: 'a silent holder wakes after an answer that was lost',
    plan: SILENT,
    before: (store) => {
      store.faults.push(() => {
        renew(store, 'old');
        return { kind: 'lost', why: 'EOF', sent: true };
      });
    },
    ...{ outcome: 'changed', holders: ['old'] },
  },
];

describe('the first write', () => {
  for (const row of ROWS) {
    const { title, outcome, holders, why } = row;
    test(`${title}: ${outcome}`, async () => {
      const on = {
        released: (store: Store) => {
          candidate(store, 'next');
        },
      };
      const ran = await carriedOut({ lease: LEASE, plan: planFor(LEASE), ...row, on });
      assert.equal(ran.result.outcome, outcome, ran.result.why ?? '');
      if (holders !== undefined) assert.deepEqual(ran.holders, holders);
      if (why !== undefined) assert.match(ran.result.why ?? '', why);
      const wrote = ran.store.log.some(({ by }) => by === 'us');
      assert.equal(ran.result.wrote, wrote);
      assert.equal(ran.store.events.length, wrote ? 1 : 0);
    });
  }

  test('is declined by a signal while the server was never there', async () => {
    const before = (store: Store): void => {
      const unsent = { kind: 'lost', why: 'connection refused', sent: false } as const;
      for (let times = 0; times < 10; times += 1) store.faults.push(() => unsent);
    };
    const course = { lease: LEASE, plan: planFor(LEASE), before };
    const { result, store } = await carriedOut({ ...course, giveUpAfter: 50 });
    assert.deepEqual([result.outcome, result.why], ['declined', 'interrupted']);
    assert.equal(result.wrote, false);
    assert.deepEqual(store.log, []);
  });
});
