// Frees the Lease of a holder that is proved silent for a whole lease duration, or whose process has ended.
import type { LeaseItem } from '../lease/evidence.ts';
import type { Change } from '../lease/stepdown.ts';
import { begin } from './begin.ts';
import { newLeader } from './new-leader.ts';
import { NOTHING_YET, type Carry } from './operation.ts';
import { quiet } from './quiet.ts';
import { underway } from './underway.ts';

export const release: Carry = async (plan, request, around) => {
  const { tell } = around;
  const isStillSo = (now: LeaseItem): boolean => isUnrenewed(plan, now);
  const silence = plan.former.ended ? undefined : await quiet(plan, around, isStillSo);
  if (silence?.kind === 'over') return silence.result;
  tell({ step: 'doing', what: 'write' });
  const begun = await begin(
    plan,
    request,
    around,
    (now) =>
      isStillSo(now) &&
      (silence === undefined || now.lease.resourceVersion === silence.resourceVersion),
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

/** One that was renewed is not silent; another write, of an annotation perhaps, changes nothing. */
function isUnrenewed({ epoch, former }: Change, { lease }: LeaseItem): boolean {
  return (
    lease.uid === epoch.uid &&
    lease.holderIdentity === epoch.holder &&
    lease.renewTime === former.renewedAt &&
    lease.acquireTime === epoch.acquireTime &&
    lease.transitions === epoch.transitions
  );
}
