// Frees the Lease of a holder that is silent past its term, unless it wakes up meanwhile.
import { begin, noteOf } from './begin.ts';
import { newLeader } from './new-leader.ts';
import { NOTHING_YET, type Carry } from './operation.ts';
import { releasePatch } from './patches.ts';
import { Watching } from './watching.ts';

export const release: Carry = async (plan, request, around) => {
  const { tell, clock, evidence } = around;
  tell({ step: 'doing', what: 'write' });
  const byAbsence = plan.elector?.elector.freedByAbsence === true && plan.former.ended;
  const begun = await begin(
    plan,
    request,
    around,
    ({ raw }, at) => releasePatch(raw, noteOf(plan, request, at), at, byAbsence),
    // One that was renewed is not silent; another write, of an annotation perhaps, changes nothing.
    ({ lease }) =>
      lease.uid === plan.epoch.uid &&
      lease.holderIdentity === plan.epoch.holder &&
      lease.renewTime === plan.former.renewedAt &&
      lease.acquireTime === plan.epoch.acquireTime &&
      lease.transitions === plan.epoch.transitions,
  );
  if (begun.kind === 'over') return begun.result;
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  tell({ step: 'released' });
  const watching = new Watching(begun.item, around.givenUp);
  watching.followLease(plan.ref, evidence, clock);
  try {
    const run = { plan, request, around, watching, seconds };
    const next = await newLeader(run, { previous: undefined, proved: plan.former.ended });
    const { leaderIn } = next;
    const unled = leaderIn === undefined ? undefined : ([leaderIn, leaderIn] as const);
    const base = { ...NOTHING_YET, wrote: true, at: begun.at, releasedAt: begun.at };
    return { ...base, ...next, unled };
  } finally {
    watching.end();
  }
};
