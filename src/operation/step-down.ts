// Fence the old leader, see it stop, release: never two leaders.
import { fenceHolder } from '../lease/fence.ts';
import { OldProcess } from '../lease/process-end.ts';
import type { Change } from '../lease/stepdown.ts';
import { begin, noteOf } from './begin.ts';
import { Fence } from './hold.ts';
import { newLeader } from './new-leader.ts';
import type { Carry, Request, Result, StoppedBy, Surroundings } from './operation.ts';
import { NOTHING_YET } from './operation.ts';
import { fencePatch } from './patches.ts';
import { Watching } from './watching.ts';

export const stepDown: Carry = async (plan, request, around) => {
  const { tell, clock } = around;
  tell({ step: { step: 'doing', what: 'write' }, at: 0 });
  const begun = await begin(plan, request, around, (now, at) =>
    fencePatch(now.raw, noteOf(plan, request, at), plan.fenceSeconds, at),
  );
  if (begun.kind === 'over') return begun.result;
  const started = performance.now();
  const run: Run = {
    ...{ plan, request, around },
    watching: new Watching(begun.item, around.givenUp),
    seconds: () => (performance.now() - started) / 1000,
  };
  const { watching, seconds } = run;
  tell({
    step: { step: 'fenced', holder: fenceHolder(request.id), adopted: plan.adopts !== undefined },
    at: seconds(),
  });
  watching.followLease(plan.ref, around.evidence, clock);
  const fence = new Fence(run);
  try {
    const base = { ...NOTHING_YET, wrote: true, at: begun.at };
    return { ...base, ...(await seenThrough(run, fence, begun.at)) };
  } finally {
    fence.end();
    watching.end();
  }
};

/** What the parts of one run share. */
export interface Run {
  readonly plan: Change;
  readonly request: Request;
  readonly around: Surroundings;
  readonly watching: Watching;
  /** Since the first write was answered. */
  readonly seconds: () => number;
}

async function seenThrough(
  run: Run,
  fence: Fence,
  fencedAt: number,
): Promise<Pick<Result, 'outcome' | 'why'> & Partial<Result>> {
  const { plan, around, watching, seconds } = run;
  const old = oldProcess(plan, fencedAt);
  if (plan.pod !== undefined) {
    watching.followPod(plan.pod.ref, plan.pod.uid, around.writing, (raw) => {
      old.see(raw);
    });
  }
  const notEvicted = await evicted(run, fence, old);
  const stoppedBy = await stopped(run, fence, old);
  if (stoppedBy === undefined) return { ...fence.lost(), notEvicted };
  const endedIn = seconds();
  around.tell({ step: { step: 'stopped', by: stoppedBy }, at: endedIn });
  const byAbsence = plan.elector?.elector.freedByAbsence === true && stoppedBy !== 'bound';
  const released = await fence.release(byAbsence);
  if (released.kind !== 'written') return { ...fence.lost(released), notEvicted, stoppedBy };
  around.tell({ step: { step: 'released' }, at: seconds() });
  const releasedAt = around.clock.now();
  const proved = stoppedBy !== 'bound';
  const next = await newLeader(run, { previous: plan.adopts?.before.holder, proved });
  const unled = unledFor(plan, stoppedBy, { endedIn, leaderIn: next.leaderIn });
  return { ...next, notEvicted, stoppedBy, releasedAt, unled };
}

/** An adopted fence was written long ago: its old leader's runs are those of its note. */
function oldProcess({ pod, former, adopts }: Change, fencedAt: number): OldProcess {
  return new OldProcess(pod?.containers ?? [], { ...former, fencedAt: adopts?.at ?? fencedAt });
}

/** Why not, where that was planned. */
async function evicted(run: Run, fence: Fence, old: OldProcess): Promise<string | undefined> {
  const { plan, around, watching, seconds } = run;
  const { evictAfter, pod } = plan;
  if (evictAfter === undefined || pod === undefined) return undefined;
  const over = (): true | undefined => (fence.isLost || old.ends.proved ? true : undefined);
  around.tell({ step: { step: 'doing', what: 'sight' }, at: seconds() });
  // What the fence had to be put back for has not seen it: the wait begins anew.
  while (seconds() - fence.since < evictAfter) {
    const left = evictAfter - (seconds() - fence.since);
    if ((await watching.until(over, left * 1000)) === true || around.givenUp.aborted) {
      return undefined;
    }
  }
  around.tell({ step: { step: 'seen' }, at: seconds() });
  around.tell({ step: { step: 'doing', what: 'eviction' }, at: seconds() });
  const answer = await around.writing.evict(pod.ref, pod.uid);
  if (answer.kind === 'done') {
    around.tell({ step: { step: 'evicted', pod: pod.ref.name }, at: seconds() });
    return undefined;
  }
  // What was lost may have been carried out: the Pod tells.
  const why = answer.kind === 'lost' ? answer.why : answer.sentence;
  around.tell({ step: { step: 'not-evicted', pod: pod.ref.name, why }, at: seconds() });
  return why;
}

/** Undefined where the fence was lost, nobody waits any longer, or nothing can prove it any more. */
async function stopped(run: Run, fence: Fence, old: OldProcess): Promise<StoppedBy | undefined> {
  const { plan, around, watching, seconds } = run;
  around.tell({ step: { step: 'doing', what: 'stop' }, at: seconds() });
  const hadEnded = plan.former.ended;
  const most = plan.bound ?? (plan.pod?.grace ?? 0) + UNBOUND;
  for (;;) {
    // Each fence that had to be put back gives the old leader its time anew.
    const left = most - (seconds() - fence.since);
    const found = await watching.until(
      () => (fence.isLost ? 'lost' : old.ends.proved ? 'ended' : undefined),
      Math.max(0, left) * 1000,
    );
    if (found === 'lost' || around.givenUp.aborted) return undefined;
    if (found === 'ended') return hadEnded ? 'had-ended' : 'ended';
    if (most - (seconds() - fence.since) > 0) continue;
    return plan.bound === undefined ? undefined : 'bound';
  }
}

/** Seconds beside the grace period for a process whose end alone proves anything. */
const UNBOUND = 60;

/** From the earliest and the latest moment at which the old leader can have stopped. */
function unledFor(
  { elector, term, interval, bound = 0 }: Change,
  stoppedBy: StoppedBy,
  { endedIn, leaderIn }: { readonly endedIn: number; readonly leaderIn: number | undefined },
): Result['unled'] {
  if (leaderIn === undefined) return undefined;
  if (stoppedBy === 'had-ended') return [leaderIn, leaderIn];
  const since = (moment: number): number => Math.max(0, leaderIn - moment);
  // A kubelet tells of an end up to two seconds late.
  if (stoppedBy === 'ended') return [since(endedIn), since(endedIn - 2)];
  const timings = { term, renewDeadline: undefined, retryPeriod: interval ?? term / 5 };
  const [soonest] = elector?.elector.stops(timings) ?? [0, bound];
  return [since(bound), since(soonest)];
}
