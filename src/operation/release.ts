// Frees the Lease of a holder that is silent past its term, unless it wakes up meanwhile.
import { begin } from './begin.ts';
import { newLeader } from './new-leader.ts';
import { NOTHING_YET, type Carry } from './operation.ts';
import { underway } from './underway.ts';

export const release: Carry = async (plan, request, around) => {
  const { tell } = around;
  tell({ step: 'doing', what: 'write' });
  const begun = await begin(
    plan,
    request,
    around,
    // One that was renewed is not silent; another write, of an annotation perhaps, changes nothing.
    ({ lease }) =>
      lease.uid === plan.epoch.uid &&
      lease.holderIdentity === plan.epoch.holder &&
      lease.renewTime === plan.former.renewedAt &&
      lease.acquireTime === plan.epoch.acquireTime &&
      lease.transitions === plan.epoch.transitions,
  );
  if (begun.kind === 'over') return begun.result;
  around.written.released(begun.at);
  tell({ step: 'released' });
  const run = underway(plan, request, around, begun);
  try {
    const next = await newLeader(run, { previous: undefined, proved: plan.former.ended });
    const { leaderIn } = next;
    const unled = leaderIn === undefined ? undefined : ([leaderIn, leaderIn] as const);
    const base = { ...NOTHING_YET, wrote: true, at: begun.at, releasedAt: begun.at };
    return { ...base, ...next, unled };
  } finally {
    run.watching.end();
  }
};
