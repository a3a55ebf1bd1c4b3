// Fence the old leader, see it stop, release: never two leaders.
import { epochOf, isSameEpoch } from '../lease/epoch.ts';
import { fenceHolder } from '../lease/fence.ts';
import { OldProcess } from '../lease/process-end.ts';
import type { Change } from '../lease/stepdown.ts';
import { begin, type Begun } from './begin.ts';
import { Fence } from './hold.ts';
import { evicted, stopped } from './old-leader.ts';
import { newLeader } from './new-leader.ts';
import type { Carry, Result, StoppedBy } from './operation.ts';
import { NOTHING_YET } from './operation.ts';
import { underway, type Underway } from './underway.ts';

export const stepDown: Carry = async (plan, request, around) => {
  const { tell } = around;
  tell({ step: 'doing', what: 'write' });
  const begun = await begin(
    plan,
    request,
    around,
    // A fence that was renewed since it was watched has a program still; another write changes nothing.
    ({ lease }) => {
      const renewedAt = plan.adopts?.renewedAt;
      const isRenewed = renewedAt !== undefined && lease.renewTime !== renewedAt;
      return isSameEpoch(plan.epoch, epochOf(lease)) && !isRenewed;
    },
  );
  if (begun.kind === 'over') return begun.result;
  const run = underway(plan, request, around, begun);
  tell({ step: 'fenced', holder: fenceHolder(request.id), adopted: plan.adopts !== undefined });
  const fence = new Fence(run, begun.at);
  try {
    const base = { ...NOTHING_YET, wrote: true, at: begun.at };
    return { ...base, ...(await seenThrough(run, fence, begun)) };
  } finally {
    fence.end();
    run.watching.end();
  }
};

async function seenThrough(
  run: Underway,
  fence: Fence,
  { by }: Begun,
): Promise<Pick<Result, 'outcome' | 'why'> & Partial<Result>> {
  const { plan, around, watching, seconds } = run;
  // Until its answer came it may not have been stored, and another run may have led on.
  const old = new OldProcess(plan.pod?.containers ?? [], { ...plan.former, fencedAt: by });
  if (plan.pod !== undefined) {
    watching.followPod(plan.pod.ref, plan.pod.uid, around.writing, (raw) => {
      old.see(raw);
    });
  }
  const eviction = await evicted(run, fence, old);
  const { notEvicted } = eviction;
  const stoppedBy = await stopped(run, fence, old, eviction.at);
  if (stoppedBy === undefined) return { ...fence.lost(), notEvicted };
  const endedIn = seconds();
  around.written.stoppedBy = stoppedBy;
  around.tell({ step: 'stopped', by: stoppedBy });
  const byAbsence = plan.elector?.elector.freedByAbsence === true && stoppedBy !== 'bound';
  const released = await fence.release(byAbsence);
  if (released.kind !== 'written') return { ...fence.lost(released), notEvicted, stoppedBy };
  around.tell({ step: 'released' });
  const releasedAt = around.clock.now();
  const proved = stoppedBy !== 'bound';
  const next = await newLeader(run, { previous: plan.adopts?.note?.before.holder, proved });
  const unled = unledFor(plan, { stoppedBy, endedIn, leaderIn: next.leaderIn });
  const freed = next.fencedUntil === undefined ? { releasedAt } : {};
  return { ...next, notEvicted, stoppedBy, ...freed, unled };
}

interface Course {
  readonly stoppedBy: StoppedBy;
  /** Seconds of the run: when the old leader's end was known, and when somebody led. */
  readonly endedIn: number;
  readonly leaderIn: number | undefined;
}

/** From the earliest and the latest moment at which the old leader can have stopped. */
function unledFor(plan: Change, { stoppedBy, endedIn, leaderIn }: Course): Result['unled'] {
  if (leaderIn === undefined) return undefined;
  if (stoppedBy === 'had-ended') return [leaderIn, leaderIn];
  const since = (moment: number): number => Math.max(0, leaderIn - moment);
  // A kubelet tells of an end up to two seconds late.
  if (stoppedBy === 'ended') return [since(endedIn), since(endedIn - 2)];
  // Nothing that is known tells since when nobody has led behind a fence that was found.
  if (plan.adopts !== undefined) return undefined;
  return [since(endedIn), since(plan.stops[0])];
}
