// One guarded write until it is known whether it was carried out: what the server answers, and what is believed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../src/errors.ts';
import { attempted, type Settled } from '../../src/operation/attempt.ts';
import type { Answer } from '../../src/operation/writing.ts';
import { leaseOf } from './plans.ts';
import { DONE, no, REF, REFUSED, Store } from './store.ts';

/** What becomes of one sending: the write is carried out before the answer, or not. */
interface Sending {
  readonly answer: Answer;
  readonly lands?: true;
  /** Somebody else writes before it is read back. */
  readonly another?: true;
  readonly deleted?: true;
  readonly givesUp?: true;
}

const done: Sending = { answer: DONE, lands: true };
const lost: Answer = { kind: 'lost', why: 'EOF', sent: true };
const unsent: Answer = { kind: 'lost', why: 'connection refused', sent: false };

interface Row {
  readonly title: string;
  readonly sendings: readonly Sending[];
  readonly settles: Settled['kind'];
  readonly status?: number;
  /** Milliseconds; long enough unless said otherwise. */
  readonly patience?: number;
  /** Nothing can be read back. */
  readonly away?: true;
}

const ROWS: readonly Row[] = [
  { title: 'it is taken', sendings: [done], settles: 'written' },
  {
    title: 'its answer is lost, and it was carried out',
    sendings: [{ answer: lost, lands: true }],
    settles: 'written',
  },
  {
    title: 'its answer is lost, and it was not: it is sent again',
    sendings: [{ answer: lost }, done],
    settles: 'written',
  },
  {
    title: 'its answer is lost, and somebody else writes what its guards keep out',
    sendings: [{ answer: lost, another: true }],
    settles: 'changed',
  },
  {
    title: 'its answer is lost, and the Lease is deleted',
    sendings: [{ answer: lost, deleted: true }],
    settles: 'changed',
  },
  {
    title: 'its answer is lost, and nothing can be read back',
    sendings: [{ answer: lost }],
    ...{ settles: 'unknown', patience: 100, away: true },
  },
  {
    title: 'every answer is lost until nobody waits any longer',
    sendings: [{ answer: lost }],
    ...{ settles: 'unknown', patience: 100 },
  },
  {
    title: 'a 500 does not say: it was carried out',
    sendings: [{ answer: no(500), lands: true }],
    settles: 'written',
  },
  {
    title: 'a 504 does not say: it was not, and is sent again',
    sendings: [{ answer: no(504) }, done],
    settles: 'written',
  },
  {
    title: 'every answer is a 503: it may come after the deed',
    sendings: [{ answer: no(503) }],
    ...{ settles: 'unknown', patience: 100 },
  },
  {
    title: 'a 409 of a write that changes nothing for us: it is sent again',
    sendings: [{ answer: no(409) }, done],
    settles: 'written',
  },
  {
    title: 'a 409 because the holder has changed',
    sendings: [{ answer: no(409), another: true }],
    settles: 'changed',
  },
  {
    title: 'a 422 is read back before it is believed: somebody else holds it',
    sendings: [{ answer: no(422, REFUSED), another: true }],
    settles: 'changed',
  },
  {
    title: 'a 422 that says nothing, five times, on a Lease that is as it was',
    sendings: Array.from({ length: 5 }, () => ({ answer: no(422, REFUSED) })),
    ...{ settles: 'refused', status: 422 },
  },
  {
    title: 'a 422 in words is an answer',
    sendings: [{ answer: no(422, 'spec.leaseDurationSeconds: Invalid value') }],
    ...{ settles: 'refused', status: 422 },
  },
  {
    title: 'a 403 is an answer',
    sendings: [{ answer: no(403, 'admission webhook denied it') }],
    ...{ settles: 'refused', status: 403 },
  },
  {
    title: 'a 404: the Lease is gone',
    sendings: [{ answer: no(404), deleted: true }],
    settles: 'changed',
  },
  {
    title: 'a 429 did nothing: it is sent again, and nothing is read',
    sendings: [{ answer: no(429) }, done],
    settles: 'written',
  },
  {
    title: 'nothing but 429: nothing was written',
    sendings: [{ answer: no(429) }],
    ...{ settles: 'refused', status: 0, patience: 100 },
  },
  {
    title: 'it never got there, then it did',
    sendings: [{ answer: unsent }, done],
    settles: 'written',
  },
  {
    title: 'it never got there: nothing was written',
    sendings: [{ answer: unsent }],
    ...{ settles: 'refused', status: 0, patience: 100 },
  },
  {
    title: 'it is lost, then a 429: the first is looked for',
    sendings: [{ answer: lost }, { answer: no(429), lands: true }],
    settles: 'written',
  },
  {
    title: 'it is lost, then denied: the first may be on its way still',
    sendings: [{ answer: lost }, { answer: no(403) }],
    settles: 'unknown',
  },
  {
    title: 'it is lost, then refused on a Lease that changed: the guards keep the first out',
    sendings: [{ answer: lost }, { answer: no(422, REFUSED), another: true }],
    settles: 'changed',
  },
  {
    title: 'the operator gives up while it is not known',
    sendings: [{ answer: lost, givesUp: true }],
    settles: 'unknown',
  },
  {
    title: 'the operator gives up before it ever got there',
    sendings: [{ answer: unsent, givesUp: true }],
    ...{ settles: 'refused', status: 0 },
  },
];

describe('a write', () => {
  for (const row of ROWS) {
    const { title, sendings, settles, status, patience = 30_000, away = false } = row;
    test(`${title}: ${settles}`, async () => {
      const store = new Store(leaseOf());
      const givingUp = new AbortController();
      let sent = 0;
      const settled = await attempted({
        send: () => {
          const sending = sendings[Math.min(sent, sendings.length - 1)];
          assert.ok(sending !== undefined);
          sent += 1;
          if (sending.lands) store.write('us', { holderIdentity: 'us' });
          if (sending.another) store.write('another', { holderIdentity: 'another' });
          if (sending.deleted) store.delete();
          if (sending.givesUp) givingUp.abort();
          return Promise.resolve(sending.answer);
        },
        read: () => (away ? Promise.reject(new Failure('away')) : store.evidence.lease(REF)),
        isWritten: ({ lease }) => lease.holderIdentity === 'us',
        isStillSo: ({ lease }) => lease.holderIdentity === 'old',
        ...{ patience, givenUp: givingUp.signal },
      });
      assert.equal(settled.kind, settles);
      if (settled.kind === 'refused') assert.equal(settled.status, status);
      if (patience === 30_000) assert.equal(sent, sendings.length);
    });
  }

  test('a defect of ours is no answer of a server', async () => {
    const write = attempted({
      send: () => Promise.resolve(lost),
      read: () => Promise.reject(new TypeError('a defect')),
      ...{ isWritten: () => true, isStillSo: () => true, patience: 1000 },
    });
    await assert.rejects(write, TypeError);
  });
});
