// Asks the control plane of a coordinated election to prefer another candidate, and sees whom it chooses.
import { epochOf } from '../lease/epoch.ts';
import { begin, noteOf } from './begin.ts';
import { newLeader } from './new-leader.ts';
import { NOTHING_YET, type Carry } from './operation.ts';
import { preferPatch } from './patches.ts';
import { Watching } from './watching.ts';

export const handOver: Carry = async (plan, request, around) => {
  const { tell, clock, evidence } = around;
  const candidate = plan.asked ?? '';
  tell({ step: 'doing', what: 'write' });
  const begun = await begin(
    plan,
    request,
    around,
    ({ raw }, at) => preferPatch(raw, noteOf(plan, request, at), candidate),
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
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  tell({ step: 'preferred', candidate });
  const watching = new Watching(begun.item, around.givenUp);
  watching.followLease(plan.ref, evidence, clock);
  try {
    tell({ step: 'doing', what: 'stop' });
    const isAnother = (): true | undefined => {
      const holder = watching.lease?.lease.holderIdentity;
      return watching.isDeleted || (holder && holder !== plan.epoch.holder) ? true : undefined;
    };
    const changed = await watching.until(isAnother, plan.patience * 1000);
    if (changed === undefined && !around.givenUp.aborted) {
      const why = 'the control plane did not act on the wish';
      const after = watching.lease && epochOf(watching.lease.lease);
      return { ...base, outcome: 'returned', why, after, lease: watching.lease };
    }
    const run = { plan, request, around, watching, seconds };
    return { ...base, ...(await newLeader(run, { previous: undefined, proved: false })) };
  } finally {
    watching.end();
  }
};
