// Fence the old leader, see it stop, release: never two leaders.
import { epochOf, isSameEpoch } from '../lease/epoch.ts';
import { fenceHolder } from '../lease/fence.ts';
import { OldProcess } from '../lease/process-end.ts';
import type { Change, PlannedPod } from '../lease/stepdown.ts';
import { SECOND } from '../lease/time.ts';
import { begin, noteOf, type Begun } from './begin.ts';
import { Fence } from './hold.ts';
import { newLeader } from './new-leader.ts';
import type { Carry, Request, Result, StoppedBy, Surroundings } from './operation.ts';
import { NOTHING_YET } from './operation.ts';
import { fencePatch } from './patches.ts';
import { Watching } from './watching.ts';
import type { Answer } from './writing.ts';

export const stepDown: Carry = async (plan, request, around) => {
  const { tell, clock } = around;
  tell({ step: 'doing', what: 'write' });
  const begun = await begin(
    plan,
    request,
    around,
    (now, at) => fencePatch(now.raw, noteOf(plan, request, at), plan.fenceSeconds, at),
    // A fence that was written since it was watched has a program still.
    ({ lease }) =>
      isSameEpoch(plan.epoch, epochOf(lease)) &&
      (plan.adopts === undefined || lease.resourceVersion === plan.resourceVersion),
  );
  if (begun.kind === 'over') return begun.result;
  const started = performance.now();
  const run: Run = {
    ...{ plan, request, around },
    watching: new Watching(begun.item, around.givenUp),
    seconds: () => (performance.now() - started) / 1000,
  };
  const { watching } = run;
  tell({ step: 'fenced', holder: fenceHolder(request.id), adopted: plan.adopts !== undefined });
  watching.followLease(plan.ref, around.evidence, clock);
  const fence = new Fence(run);
  try {
    const base = { ...NOTHING_YET, wrote: true, at: begun.at };
    return { ...base, ...(await seenThrough(run, fence, begun)) };
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
  { at, by }: Begun,
): Promise<Pick<Result, 'outcome' | 'why'> & Partial<Result>> {
  const { plan, around, watching, seconds } = run;
  // Until its answer came it may not have been stored, and another run may have led on.
  const old = new OldProcess(plan.pod?.containers ?? [], { ...plan.former, fencedAt: by });
  if (plan.pod !== undefined) {
    watching.followPod(plan.pod.ref, plan.pod.uid, around.writing, (raw) => {
      old.see(raw);
    });
  }
  const notEvicted = await evicted(run, fence, old);
  const stoppedBy = await stopped(run, fence, old);
  if (stoppedBy === undefined) return { ...fence.lost(), notEvicted };
  const endedIn = seconds();
  around.tell({ step: 'stopped', by: stoppedBy });
  const byAbsence = plan.elector?.elector.freedByAbsence === true && stoppedBy !== 'bound';
  const released = await fence.release(byAbsence);
  if (released.kind !== 'written') return { ...fence.lost(released), notEvicted, stoppedBy };
  around.tell({ step: 'released' });
  const releasedAt = around.clock.now();
  const proved = stoppedBy !== 'bound';
  const next = await newLeader(run, { previous: plan.adopts?.before.holder, proved });
  const passed = plan.adopts === undefined ? 0 : (at - plan.adopts.at) / SECOND;
  const unled = unledFor(plan, { stoppedBy, endedIn, leaderIn: next.leaderIn, passed });
  return { ...next, notEvicted, stoppedBy, releasedAt, unled };
}

/** Why not, where that was planned. */
async function evicted(run: Run, fence: Fence, old: OldProcess): Promise<string | undefined> {
  const { plan, around, watching, seconds } = run;
  const { evictAfter, pod } = plan;
  if (evictAfter === undefined || pod === undefined) return undefined;
  const over = (): true | undefined => (fence.isLost || old.ends.proved ? true : undefined);
  around.tell({ step: 'doing', what: 'sight' });
  // What the fence had to be put back for has not seen it: the wait begins anew.
  while (seconds() - fence.since < evictAfter) {
    const left = evictAfter - (seconds() - fence.since);
    if ((await watching.until(over, left * 1000)) === true || around.givenUp.aborted) {
      return undefined;
    }
  }
  around.tell({ step: 'seen' });
  around.tell({ step: 'doing', what: 'eviction' });
  const answer = await evict(run, pod, over);
  if (answer === undefined) return undefined;
  if (answer.kind === 'done') {
    around.tell({ step: 'evicted', pod: pod.ref.name });
    return undefined;
  }
  // What was lost may have been carried out: the Pod tells.
  const why = answer.kind === 'lost' ? answer.why : answer.sentence;
  around.tell({ step: 'not-evicted', pod: pod.ref.name, why });
  return why;
}

/** Where its end alone proves anything, a disruption budget is asked again and again. */
async function evict(
  { plan, around, watching, seconds }: Run,
  { ref, uid, grace }: PlannedPod,
  over: () => true | undefined,
): Promise<Answer | undefined> {
  for (;;) {
    const answer = await around.writing.evict(ref, uid);
    const isPutOff = answer.kind === 'no' && answer.status === 429;
    if (!isPutOff || plan.bound !== undefined || seconds() > grace + UNBOUND) return answer;
    if (await watching.until(over, EVICT_AGAIN)) return undefined;
    if (around.givenUp.aborted) return answer;
  }
}

/** Undefined where the fence was lost, nobody waits any longer, or nothing can prove it any more. */
async function stopped(run: Run, fence: Fence, old: OldProcess): Promise<StoppedBy | undefined> {
  const { plan, around, watching, seconds } = run;
  around.tell({ step: 'doing', what: 'stop' });
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

/** Milliseconds. */
const EVICT_AGAIN = 2000;
/** Seconds beside the grace period for a process whose end alone proves anything. */
const UNBOUND = 60;

interface Course {
  readonly stoppedBy: StoppedBy;
  /** Seconds of the run: when the old leader's end was known, and when somebody led. */
  readonly endedIn: number;
  readonly leaderIn: number | undefined;
  /** Seconds from the first fence, which an abandoned operation may have written, to the run's. */
  readonly passed: number;
}

/** From the earliest and the latest moment at which the old leader can have stopped. */
function unledFor(plan: Change, { stoppedBy, endedIn, leaderIn, passed }: Course): Result['unled'] {
  if (leaderIn === undefined) return undefined;
  if (stoppedBy === 'had-ended') return [leaderIn, leaderIn];
  const since = (moment: number): number => Math.max(0, leaderIn - moment);
  // A kubelet tells of an end up to two seconds late.
  if (stoppedBy === 'ended') return [since(endedIn), since(endedIn - 2)];
  return [since(endedIn), since(plan.stops[0] - passed)];
}
