// Asks the control plane of a coordinated election to prefer another candidate, and sees whom it chooses.
import { epochOf } from '../lease/epoch.ts';
import { begin } from './begin.ts';
import { newLeader } from './new-leader.ts';
import { NOTHING_YET, type Carry } from './operation.ts';
import { underway } from './underway.ts';

export const handOver: Carry = async (plan, request, around) => {
  const { tell } = around;
  const candidate = plan.asked ?? '';
  tell({ step: 'doing', what: 'write' });
  const begun = await begin(
    plan,
    request,
    around,
    // Its acquireTime stays absent and its transitions 0 throughout.
    ({ lease }) =>
      lease.uid === plan.epoch.uid &&
      lease.holderIdentity === plan.epoch.holder &&
      lease.strategy === plan.strategy,
  );
  if (begun.kind === 'over') return begun.result;
  const base = { ...NOTHING_YET, wrote: true, at: begun.at };
  const { lease } = begun.item;
  // The server drops the field where its gate is off (registry/coordination/lease/strategy.go).
  if (lease.preferredHolder !== candidate && lease.holderIdentity === plan.epoch.holder) {
    const why = 'the API server dropped the wish: its gate CoordinatedLeaderElection is off';
    return { ...base, outcome: 'returned', why, after: epochOf(lease), lease: begun.item };
  }
  tell({ step: 'preferred', candidate });
  const run = underway(plan, request, around, begun);
  const { watching } = run;
  try {
    tell({ step: 'doing', what: 'stop' });
    const isAnother = (): true | undefined => {
      const holder = watching.lease?.lease.holderIdentity;
      return watching.isDeleted || (holder && holder !== plan.epoch.holder) ? true : undefined;
    };
    const changed = await watching.until(isAnother, plan.patience * 1000);
    const isDue = changed === undefined && !around.givenUp.aborted;
    if (isDue && (await watching.asked()) === 'unread') {
      return { ...base, outcome: 'unknown', why: 'the Lease could not be read any more' };
    }
    if (isDue && isAnother() === undefined) {
      const why = 'the control plane did not act on the wish';
      const after = watching.lease && epochOf(watching.lease.lease);
      return { ...base, outcome: 'returned', why, after, lease: watching.lease };
    }
    return { ...base, ...(await newLeader(run, { previous: undefined, proved: false })) };
  } finally {
    watching.end();
  }
};
