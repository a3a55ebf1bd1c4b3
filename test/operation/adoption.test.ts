// A later run finishes a dead one's work: its fence is taken over as it was watched, or not at all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OPERATION, OPERATION_ID } from '../../src/lease/fence.ts';
import { leaseFrom, object } from '../../src/lease/lease.ts';
import { formatNote, noteFrom } from '../../src/lease/operation-note.ts';
import { SECOND } from '../../src/lease/time.ts';
import { noteOf } from '../lease/operations.ts';
import { OURS } from './courses.ts';
import { candidate, giveAway, holderIn, renew, take } from './electors.ts';
import { leaseOf, planFor } from './plans.ts';
import { carriedOut, type Ran } from './running.ts';
import { serverNow, type Store } from './store.ts';

const DEAD = '00000000';
const BEFORE = { uid: 'uid-1', holder: 'old', acquireTime: 7, transitions: 2 };
const NOTE = noteOf({ id: DEAD, at: serverNow() - 10 * SECOND, before: BEFORE, bound: 10.3 });
const LEASE = leaseOf(
  { holderIdentity: `kubectl-lease/${DEAD}`, leaseTransitions: 3 },
  { annotations: { [OPERATION_ID]: DEAD, [OPERATION]: formatNote(NOTE) } },
);
const RENEWED = leaseFrom(LEASE).renewTime;
const ADOPTS = { id: DEAD, note: NOTE, renewedAt: RENEWED, manager: 'kubectl-lease' };
const PLAN = planFor(LEASE, { adopts: ADOPTS });

interface Row {
  readonly title: string;
  readonly before?: (store: Store) => void;
  /** It is taken over although somebody renews it. */
  readonly abandoned?: boolean;
  readonly fenced?: (store: Store) => void;
  readonly outcome: Ran['result']['outcome'];
  readonly holders: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    title: 'it is held as our own until what is left of the bound has passed',
    ...{ outcome: 'led', holders: [OURS, '', 'next'] },
  },
  {
    title: 'its first owner wakes up before: it is left to it',
    before: (store) => {
      renew(store, `kubectl-lease/${DEAD}`);
    },
    ...{ outcome: 'changed', holders: [`kubectl-lease/${DEAD}`] },
  },
  {
    title: 'somebody writes an annotation before: that is no renewal',
    before: (store) => {
      const { annotations } = object(store.raw?.['metadata']);
      store.write('somebody', {}, { annotations: { ...object(annotations), other: 'x' } });
    },
    ...{ outcome: 'led', holders: [`kubectl-lease/${DEAD}`, OURS, '', 'next'] },
  },
  {
    title: 'somebody renews it, and it is taken over as abandoned',
    abandoned: true,
    before: (store) => {
      renew(store, `kubectl-lease/${DEAD}`);
    },
    ...{ outcome: 'led', holders: [`kubectl-lease/${DEAD}`, OURS, '', 'next'] },
  },
  {
    title: 'it had expired, and somebody took it before',
    before: (store) => {
      take(store, 'next');
    },
    ...{ outcome: 'changed', holders: ['next'] },
  },
  {
    title: 'it was cleared before',
    before: (store) => {
      giveAway(store, 'old');
    },
    ...{ outcome: 'changed', holders: [''] },
  },
  {
    title: 'another run takes it over first',
    before: (store) => {
      take(store, 'kubectl-lease/11111111');
    },
    ...{ outcome: 'changed', holders: ['kubectl-lease/11111111'] },
  },
  {
    title: 'another run takes it over from us',
    fenced: (store) => {
      take(store, 'kubectl-lease/11111111');
    },
    ...{ outcome: 'overtaken', holders: [OURS, 'kubectl-lease/11111111'] },
  },
  {
    title: 'the leader of whom it was taken comes back: it is that one who has returned',
    fenced: (store) => {
      take(store, 'old');
    },
    ...{ outcome: 'returned', holders: [OURS, 'old'] },
  },
];

describe('a fence whose program is dead', () => {
  for (const { title, before, abandoned, fenced, outcome, holders } of ROWS) {
    test(`${title}: ${outcome}`, async () => {
      const on = {
        fenced: (store: Store) => fenced?.(store),
        released: (store: Store) => {
          candidate(store, 'next');
        },
      };
      const adopts = abandoned ? { ...ADOPTS, renewedAt: undefined } : ADOPTS;
      const course = { lease: LEASE, plan: { ...PLAN, adopts }, on };
      const ran = await carriedOut(before === undefined ? course : { ...course, before });
      assert.equal(ran.result.outcome, outcome, ran.result.why ?? '');
      assert.deepEqual(ran.holders, holders);
      if (outcome === 'changed') assert.equal(ran.recorded, undefined);
    });
  }

  test('counts no further transition, and its note tells of its own time and of the holder before the first fence', async () => {
    const { store } = await carriedOut({ lease: LEASE, plan: { ...PLAN, patience: 0.1 } });
    const [first] = store.log;
    assert.ok(first !== undefined && holderIn(first.raw) === OURS);
    assert.equal(leaseFrom(first.raw).transitions, 3);
    const annotations = object(object(first.raw['metadata'])['annotations']);
    const note = noteFrom(String(annotations[OPERATION]));
    const { at, before, bound, adopted } = note ?? {};
    assert.deepEqual(
      { before, bound, adopted },
      { before: BEFORE, bound: PLAN.bound, adopted: DEAD },
    );
    assert.ok(at !== undefined && at > NOTE.at, 'no time passes for free');
  });
});
