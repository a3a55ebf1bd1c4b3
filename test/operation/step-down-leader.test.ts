// Who leads after a step-down, and what is no leader.
import { describe } from 'node:test';
import { checkRows, later, LEASE, OURS, show, type Row } from './courses.ts';
import { candidate, renew, take } from './electors.ts';
import { planFor, POD } from './plans.ts';

const ROWS: readonly Row[] = [
  {
    title: 'the same process takes it again after the bound: returned, for nothing proves another',
    on: {
      released: (store) => {
        candidate(store, 'old');
      },
    },
    next: false,
    ...{ outcome: 'returned', by: 'bound', holders: [OURS, '', 'old'] },
  },
  {
    title: 'the same identity takes it again after its process has ended: restarted',
    plan: planFor(LEASE, { pod: POD, bound: 5 }),
    on: {
      fenced: (store) => {
        show(store);
      },
      released: (store) => {
        candidate(store, 'old');
      },
    },
    next: false,
    ...{ outcome: 'restarted', by: 'ended', holders: [OURS, '', 'old'] },
  },
  {
    title: 'who took it does not renew it',
    on: {
      released: (store) => {
        take(store, 'lame');
      },
    },
    plan: planFor(LEASE, { term: 0.2 }),
    next: false,
    ...{ outcome: 'unled', by: 'bound', holders: [OURS, '', 'lame'], why: /^lame took it/ },
  },
  {
    title: 'a colleague fences the new leader, and renews that fence: no leader is made of it',
    plan: planFor(LEASE, { term: 0.2 }),
    on: {
      leads: (store) => {
        take(store, 'kubectl-lease/00000000');
        for (const at of [20, 40, 60]) {
          later(at, () => {
            renew(store, 'kubectl-lease/00000000');
          });
        }
      },
    },
    ...{ outcome: 'unled', by: 'bound' },
    holders: [OURS, '', 'next', 'kubectl-lease/00000000'],
  },
];

describe('the leader after a step-down', () => {
  checkRows(ROWS);
});
