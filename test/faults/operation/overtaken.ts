// Rows in which somebody else writes to the Lease while it is fenced.
import { another, deleted } from './changed.ts';
import type { OperationFault } from './play.ts';
import { now, STANDBY, TERM } from './world.ts';

export const overtaken: readonly OperationFault[] = [
  {
    row: '42',
    title: 'a Lease that is deleted under its fence is told as overtaken',
    cast: { pod: 'lives' },
    blows: [{ on: 'renew', before: deleted }],
    ...{ code: 5, word: 'overtaken', recorded: { event: true, lease: false } },
    stderr: /deleted/,
    met: { release: 0 },
  },
  {
    row: '4',
    title: 'a fence that somebody wrote over is not fought for',
    cast: { pod: 'lives' },
    blows: [{ on: 'renew', before: another }],
    ...{ code: 5, word: 'overtaken', recorded: { event: true, lease: true } },
    met: { release: 0, again: 0 },
  },
  {
    row: '4',
    title: 'a fence that its old holder cleared while it shuts down is put back',
    cast: { pod: 'lives', next: undefined },
    blows: [
      {
        on: 'renew',
        before: ({ world }) => {
          world.edit({ holderIdentity: '', leaseDurationSeconds: 1 });
        },
      },
    ],
    ...{ code: 5, word: 'unled', recorded: { event: true, lease: true } },
    met: { again: 1 },
    stderr: /the fence was cleared, and is back/,
  },
  {
    row: '5',
    title: 'a Lease that is made anew under its fence is another: it is not released',
    cast: { pod: 'lives' },
    blows: [
      {
        on: 'renew',
        before: ({ world }) => {
          world.lease.delete();
          const time = now();
          const times = { acquireTime: time, renewTime: time, leaseTransitions: 0 };
          world.create({ holderIdentity: STANDBY, leaseDurationSeconds: TERM, ...times });
        },
      },
    ],
    ...{ code: 5, word: 'overtaken' },
    met: { release: 0, again: 0 },
  },
];
