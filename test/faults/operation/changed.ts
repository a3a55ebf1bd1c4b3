// Rows in which the Lease is no longer what was confirmed, or is no more.
import { randomUUID } from 'node:crypto';
import { object } from '../../../src/lease/lease.ts';

import type { OperationFault, Stage } from './play.ts';
import { HOLDER, now, STANDBY } from './world.ts';

const NONE = { event: false, lease: false } as const;
const CHANGED = { code: 4, word: 'changed', recorded: NONE, met: { event: 0, record: 0 } } as const;

export const another = ({ world }: Stage) => {
  world.edit({
    holderIdentity: STANDBY,
    acquireTime: now(),
    renewTime: now(),
    leaseTransitions: 5,
  });
};
const sameAgain = ({ world }: Stage) => {
  world.edit({ acquireTime: now(), renewTime: now(), leaseTransitions: 6 });
};
const recreated = ({ world }: Stage) => {
  const { spec } = world;
  world.lease.delete();
  world.create(spec, { uid: randomUUID() });
};
export const deleted = ({ world }: Stage) => {
  world.lease.delete();
};

interface Turn {
  readonly row: string;
  readonly words: string;
  readonly happens: (stage: Stage) => void;
  readonly stderr?: RegExp;
}

const turns: readonly Turn[] = [
  { row: '4', words: 'a holder that changed', happens: another, stderr: new RegExp(STANDBY) },
  { row: '5', words: 'the same holder in a later epoch', happens: sameAgain },
  { row: '5', words: 'a Lease of that name that was made anew', happens: recreated },
  { row: '42', words: 'a Lease that was deleted', happens: deleted, stderr: /the Lease is gone/ },
];

/** Whatever it is, nothing is written; there is no second question. */
const before: readonly OperationFault[] = turns.flatMap(({ row, words, happens, stderr }) => [
  {
    row,
    title: `${words} after the plan is not written to`,
    // The last of what is asked before it is confirmed.
    blows: [{ on: 'try-event', before: happens }],
    ...{ ...CHANGED, met: { ...CHANGED.met, fence: 0 } },
    ...(stderr && { stderr }),
  },
  {
    row,
    title: `${words} between the last look and the write is not written to`,
    blows: [{ on: 'fence', before: happens }],
    ...{ ...CHANGED, met: { ...CHANGED.met, fence: 1 } },
    ...(stderr && { stderr }),
  },
]);

const deleting: readonly OperationFault[] = [
  {
    row: '43',
    title: 'a Lease that is being deleted is refused, with the reason',
    given: ({ world }) => {
      world.edit({}, { deletionTimestamp: now(), finalizers: ['example.com/hold'] });
    },
    blows: [],
    ...{ code: 3, word: 'refused', recorded: NONE, stderr: /is being deleted/ },
    met: { try: 0, fence: 0, event: 0 },
  },
  {
    row: '43',
    title: 'one that begins to be deleted after the plan is not written to',
    blows: [
      {
        on: 'try-event',
        before: ({ world }) => {
          world.edit({}, { deletionTimestamp: now(), finalizers: ['example.com/hold'] });
        },
      },
    ],
    ...CHANGED,
  },
  {
    row: '42',
    title: 'a Lease that is deleted before the write is tried is gone, not denied',
    blows: [{ on: 'try', before: deleted }],
    ...{ ...CHANGED, stderr: /the Lease is gone/ },
  },
  {
    row: '42',
    title: 'a Lease that is not there is not found',
    given: ({ world }) => {
      world.lease.delete();
    },
    blows: [],
    ...{ code: 1, stderr: /reconciler" not found/ },
    met: { try: 0, fence: 0, event: 0 },
  },
  {
    row: '6',
    title: 'a holder that renews is stepped down, whoever would rather have it released',
    args: ['--dry-run'],
    blows: [],
    code: 0,
    then({ world }, { stdout }) {
      const { plan } = JSON.parse(stdout) as { plan: { action: string } };
      if (plan.action !== 'step-down') throw new Error(`the plan is ${plan.action}`);
      if (world.holder !== HOLDER || object(world.lease.raw?.['metadata'])['annotations'])
        throw new Error('a plan alone wrote something');
    },
    met: { fence: 0, free: 0, event: 0 },
  },
];

export const changed: readonly OperationFault[] = [...before, ...deleting];
