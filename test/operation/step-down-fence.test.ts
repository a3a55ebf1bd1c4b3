// A fence that others clear, overwrite or delete: it is put back, or said to be lost.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { formatMicroTime } from '../../src/lease/time.ts';
import { checkRows, evicting, later, OURS, show, type Row } from './courses.ts';
import { giveAway, holderIn, take } from './electors.ts';
import { leaseOf } from './plans.ts';
import { serverNow } from './store.ts';

const ROWS: readonly Row[] = [
  {
    title: 'it clears the fence while it shuts down (ReleaseOnCancel): fenced again at once',
    plan: evicting,
    on: {
      evicted: (store) => {
        giveAway(store, 'old');
        later(80, () => {
          show(store);
        });
      },
    },
    next: false,
    ...{ outcome: 'unled', by: 'ended', holders: [OURS, '', OURS, ''] },
    steps: ['fenced', 'seen', 'evicted', 'fenced-again', 'stopped', 'released', 'recorded'],
  },
  {
    title: 'it clears the fence and nothing is seen of it: the bound counts from the new fence',
    on: {
      fenced: (store) => {
        later(50, () => {
          giveAway(store, 'old');
        });
      },
    },
    next: false,
    ...{ outcome: 'unled', by: 'bound', holders: [OURS, '', OURS, ''] },
    check: ({ store: { log } }) => {
      const again = log.filter(({ raw, by }) => by === 'us' && holderIn(raw) === OURS);
      const cleared = log.find(({ by }) => by === 'old');
      const back = again.find(({ at }) => at > (cleared?.at ?? 0));
      const release = log.findLast(({ raw }) => holderIn(raw) === '');
      assert.ok((release?.at ?? 0) - (back?.at ?? 0) >= 300);
    },
  },
  {
    title: 'it clears the fence and has ended before that is put right: no fence is left behind',
    plan: evicting,
    on: {
      evicted: (store) => {
        store.faults.push(async (pass) => {
          await new Promise((resolve) => setTimeout(resolve, 120));
          return pass();
        });
        giveAway(store, 'old');
        later(30, () => {
          show(store);
        });
      },
    },
    next: false,
    ...{ outcome: 'unled', by: 'ended', holders: [OURS, '', OURS, ''] },
  },
  {
    title: 'somebody was quicker than the second fence: overtaken',
    on: {
      fenced: (store) => {
        giveAway(store, 'old');
        take(store, 'quick');
      },
    },
    ...{ outcome: 'overtaken', holders: [OURS, '', 'quick'] },
  },
  {
    title: 'somebody took it and gave it back between two looks: it is not fenced once more',
    on: {
      fenced: (store) => {
        giveAway(store, 'old');
        take(store, 'quick');
        giveAway(store, 'quick');
      },
    },
    next: false,
    ...{ outcome: 'overtaken', holders: [OURS, '', 'quick', ''] },
  },
  {
    title: 'somebody writes over the fence without looking: overtaken',
    on: {
      fenced: (store) => {
        take(store, 'blind');
      },
    },
    ...{ outcome: 'overtaken', holders: [OURS, 'blind'] },
  },
  {
    title: 'the old leader writes over the fence: returned',
    on: {
      fenced: (store) => {
        take(store, 'old');
      },
    },
    ...{ outcome: 'returned', holders: [OURS, 'old'] },
  },
  {
    title: 'a renewal that was on its way changes its times: it is held all the same',
    on: {
      fenced: (store) => {
        store.write('old', { renewTime: formatMicroTime(serverNow()), leaseDurationSeconds: 15 });
      },
    },
    ...{ outcome: 'led', by: 'bound', holders: [OURS, '', 'next'] },
  },
  {
    title: 'the Lease is deleted meanwhile',
    on: {
      fenced: (store) => {
        store.delete();
      },
    },
    ...{ outcome: 'overtaken', holders: [OURS], why: /^the Lease was deleted$/ },
  },
  {
    title: 'it is deleted and made anew, held by nobody: another Lease is not fenced',
    on: {
      fenced: (store) => {
        store.delete();
        store.create(leaseOf({ holderIdentity: '' }, { uid: 'uid-2' }));
      },
    },
    next: false,
    ...{ outcome: 'overtaken', holders: [OURS, ''] },
  },
];

describe('the fence of a step-down', () => {
  checkRows(ROWS);
});
