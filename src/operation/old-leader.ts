// The old leader of a fenced Lease: evicted where that is planned, and seen to stop.
import type { OldProcess } from '../lease/process-end.ts';
import type { Change, PlannedPod } from '../lease/stepdown.ts';
import { unlessGivenUp } from './attempt.ts';
import type { Fence } from './hold.ts';
import type { StoppedBy } from './operation.ts';
import type { Underway } from './underway.ts';
import type { Answer } from './writing.ts';

export interface Eviction {
  /** Seconds of the run; undefined where none was asked for, or it was refused. */
  readonly at?: number;
  /** Why not, where that was planned. */
  readonly notEvicted?: string;
}

export async function evicted(run: Underway, fence: Fence, old: OldProcess): Promise<Eviction> {
  const { plan, around, watching, seconds } = run;
  const { evictAfter, pod } = plan;
  if (evictAfter === undefined || pod === undefined) return {};
  const over = (): true | undefined => (fence.isLost || old.ends.proved ? true : undefined);
  around.tell({ step: 'doing', what: 'sight' });
  // What the fence had to be put back for has not seen it: the wait begins anew.
  while (seconds() - fence.since < evictAfter) {
    const left = evictAfter - (seconds() - fence.since);
    if ((await watching.until(over, left * 1000)) === true || around.givenUp.aborted) return {};
  }
  around.tell({ step: 'seen' });
  around.tell({ step: 'doing', what: 'eviction' });
  const answer = await evict(run, pod, over);
  if (answer === undefined) return {};
  if (answer.kind === 'done') {
    around.tell({ step: 'evicted', pod: pod.ref.name });
    return { at: seconds() };
  }
  const why = answer.kind === 'lost' ? answer.why : answer.sentence;
  around.tell({ step: 'not-evicted', pod: pod.ref.name, why });
  // What was lost may have been carried out: the Pod tells.
  return answer.kind === 'lost' ? { at: seconds(), notEvicted: why } : { notEvicted: why };
}

/** Where its end alone proves anything, a disruption budget is asked again and again. */
async function evict(
  { plan, around, watching, seconds }: Underway,
  { ref, uid, grace }: PlannedPod,
  over: () => true | undefined,
): Promise<Answer | undefined> {
  for (;;) {
    const answer = await unlessGivenUp(around.writing.evict(ref, uid), around.givenUp);
    const isPutOff = answer.kind === 'no' && answer.status === 429;
    if (!isPutOff || plan.bound !== undefined || seconds() > grace + UNBOUND) return answer;
    if (await watching.until(over, EVICT_AGAIN)) return undefined;
    if (around.givenUp.aborted) return answer;
  }
}

/** Milliseconds. */
const EVICT_AGAIN = 2000;

/** Undefined where the fence was lost, nobody waits any longer, or nothing can prove it any more. */
export async function stopped(
  run: Underway,
  fence: Fence,
  old: OldProcess,
  evictedAt: number | undefined,
): Promise<StoppedBy | undefined> {
  const { plan, around, watching, seconds } = run;
  around.tell({ step: 'doing', what: 'stop' });
  const hadEnded = plan.former.ended;
  // A fence that had to be put back gives the old leader its time anew, and what is seen of it less.
  const until = (): number => patienceWith(plan, old, { fencedAt: fence.since, evictedAt });
  for (;;) {
    const limit = until();
    const found = await watching.until(
      () => {
        if (fence.isLost) return 'lost';
        if (old.ends.proved) return 'ended';
        return until() === limit ? undefined : 'other';
      },
      Math.max(0, limit - seconds()) * 1000,
    );
    if (found === 'lost' || around.givenUp.aborted) return undefined;
    if (found === 'ended') return hadEnded ? 'had-ended' : 'ended';
    if (until() > seconds()) continue;
    return plan.bound === undefined ? undefined : 'bound';
  }
}

/** Seconds beside the grace period for a process whose end alone proves anything. */
const UNBOUND = 60;
/** Seconds after which a kubelet has told of an end that came with the last of the grace period. */
const TOLD_AFTER = 5;
/** Seconds, at least, for work that goes on after its program has lost the lead. */
const LINGERING = 10;

/**
 * Until when an end is waited for, in seconds of the run. A library's bound is that of a program
 * which stops its work when it is told to; one that is seen to run still may take its time: a Pod
 * that was evicted has its grace period, one that has lost the lead gets no less than its term.
 */
function patienceWith(
  { bound, pod, term, elector }: Change,
  old: OldProcess,
  { fencedAt, evictedAt }: { readonly fencedAt: number; readonly evictedAt: number | undefined },
): number {
  const grace = pod?.grace ?? 0;
  if (bound === undefined) return fencedAt + grace + UNBOUND;
  const stopsAt = fencedAt + bound;
  const { open, begun } = old.ends;
  if (open.size === 0) return stopsAt;
  // Its kubelet may hear late of the eviction, and may never tell of the end.
  if (evictedAt !== undefined) return Math.max(stopsAt + grace, evictedAt + grace + TOLD_AFTER);
  // Once one of several containers has ended, that was the elector's.
  if (elector?.elector.endsProcess !== true || begun) return stopsAt;
  return stopsAt + Math.min(grace, Math.max(term, LINGERING));
}
