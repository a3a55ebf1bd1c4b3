// The seconds of a step-down: how long the fence holds, when the old leader has stopped, how long nobody leads.
import { rowTimings } from './elector-of.ts';
import { UNMEASURED, type Elector, type Range } from './electors.ts';
import { foundFence, LONGEST_FENCE, renewalOf, type FoundFence } from './found-fence.ts';
import { leaseFrom } from './lease.ts';
import type { OperationPlan, Speed } from './operation-note.ts';
import type { Situation } from './situation.ts';
import type { PlannedPod, FormerProcess } from './stepdown.ts';
import { SECOND } from './time.ts';

/** Seconds throughout. */
export interface Tempo {
  /** The old holder's leaseDurationSeconds. */
  readonly term: number;
  /** Between its renewals: as seen, as its flags say, or as is usual. */
  readonly interval: number | undefined;
  /** leaseDurationSeconds of the fence, and how often it is renewed. */
  readonly fenceSeconds: number;
  readonly renewEvery: number;
  /**
   * After the fence, by when the old holder has stopped whatever is seen of it; undefined where
   * nothing but the end of its process is believed.
   */
  readonly bound: number | undefined;
  /** After the fence, when an old leader that runs stops by itself. */
  readonly stops: Range;
  /**
   * Before a release without a fence, for how long nobody may have written the Lease; 0 where
   * nothing hangs on that. `watched`: how much of that had passed when the plan was made.
   */
  readonly watchFor: number;
  readonly watched: number;
  /** After the fence, when its Pod is evicted: an earlier one would clear the fence itself. */
  readonly evictAfter: number | undefined;
  /** After the release, for how long somebody is waited for. */
  readonly patience: number;
  /** Nobody leads for so long: from the old leader's end, or the first write where that is past. */
  readonly unled: Range;
  /** After the first write, when somebody leads. */
  readonly leaderIn: Range;
  /** If this program dies: by when after that somebody can lead all the same. */
  readonly ifToolDies: number;
}

interface Course {
  readonly action: OperationPlan;
  readonly speed: Speed | undefined;
  readonly pod: PlannedPod | undefined;
  readonly former: FormerProcess;
  readonly elector: Elector;
  /** It takes over a fence that was found. */
  readonly adopts: boolean;
}

/** A candidate looks twice, each time after up to 2.2 RetryPeriods (client-go JitterFactor 1.2). */
const LOOKS = 4.4;
/** A renewal and a half: by then the old leader has seen the fence, and does not clear it as its own. */
const SEEN_AFTER = 1.5;
/** An end sooner after the fence proves nothing of an identity that outlives a restart (process-end.ts). */
const PROVES_AFTER = 3;
/** A kubelet tells of an end that late: of a Pod that it was told to end, and of one that ended by itself. */
const TOLD_AFTER = { told: 1.5, itself: 2.5 };
/** As long as anybody watches (situation.ts). */
const LONGEST_INTERVAL = 20;
/** From SIGTERM to the end of a process that does not tarry. */
const ENDING = 3;

export function secondsOf(situation: Situation, course: Course): Tempo {
  const { timing, renewals } = situation;
  const { elector, adopts } = course;
  const fence = adopts ? fenceFound(situation) : fenceFor(elector, situation);
  const { term } = fence;
  // A holder tells its interval by its own clock, and a Pod by its flags: neither counts for more.
  const longest = Math.max(term, LONGEST_INTERVAL);
  const wanted =
    renewals !== undefined && renewals.count > 0 && !adopts
      ? renewals.most
      : timing.declared?.retryPeriod;
  const interval = wanted && Math.min(wanted, longest);
  const timings = rowTimings(term, timing.declared, interval);
  const bound = fence.bound === Infinity ? undefined : Math.max(0, fence.bound);
  const fenceSeconds = fence.seconds;
  const takes = elector.takesOver(timings);
  const evictAfter =
    course.speed === 'evict' && course.pod?.evictable === true && !course.former.ended
      ? Math.max(SEEN_AFTER * timings.retryPeriod, course.former.survives ? PROVES_AFTER : 0)
      : undefined;
  const stop: Stop = {
    stops: elector.stops(timings),
    bound: bound ?? 0,
    elector,
    evictAfter,
    isSilent: situation.watched.seen && renewals?.count === 0,
  };
  return {
    ...{ term, interval, fenceSeconds, evictAfter, stops: stop.stops },
    ...silenceOf(situation, course),
    renewEvery: fence.renewEvery,
    bound,
    patience: Math.max(term + LOOKS * timings.retryPeriod, 2 * takes[1]),
    ...seenThrough(course, stop, takes),
    ifToolDies:
      course.action === 'step-down'
        ? fenceSeconds + LOOKS * timings.retryPeriod
        : LOOKS * timings.retryPeriod,
  };
}

/**
 * Whoever waits for the lease duration to pass does what a candidate does, and no fence is quicker:
 * an old leader of which nothing is seen has stopped after a lease duration and more, however long
 * that is. Only the end of its process is sooner, and --evict-pod goes with a fence. A holder that
 * declared a longer duration while it was watched, or in the flags of its Pod, is given that.
 */
function silenceOf(
  { who, watched, timing, unwrittenFor }: Situation,
  { action, former }: Course,
): Pick<Tempo, 'watchFor' | 'watched'> {
  if (action !== 'release' || former.ended) return { watchFor: 0, watched: 0 };
  const seen = watched.seen ? watched.value.sightings.map(({ raw }) => leaseFrom(raw)) : [];
  const declared = [who.lease, ...seen].map(({ durationSeconds }) => durationSeconds ?? 0);
  const watchFor = Math.max(timing.declared?.leaseDuration ?? 0, ...declared);
  return { watchFor, watched: Math.min(watchFor, Math.floor(unwrittenFor)) };
}

function fenceFound({ who, fence, watched, timing }: Situation): FoundFence {
  return foundFence(who.lease, fence?.note, watched, timing.declared?.leaseDuration);
}

/** Never shorter than the lease duration of the Lease, and for no more than an hour beyond that. */
function fenceFor(elector: Elector, situation: Situation): FoundFence {
  const term = situation.who.lease.durationSeconds ?? 0;
  return {
    term,
    seconds: Math.min(elector.fenceSeconds(term), Math.max(term, LONGEST_FENCE)),
    renewEvery: renewalOf(term),
    bound: boundOf(elector, term, seenInterval(situation)),
  };
}

/** Undefined where no renewal was seen; what is due and has not come takes at least so long. */
function seenInterval({ who, renewals, watched }: Situation): number | undefined {
  if (!watched.seen || renewals === undefined || renewals.count === 0) return undefined;
  const { sightings, until } = watched.value;
  const seen = Math.max(renewals.most, (until - (sightings.at(-1)?.at ?? until)) / SECOND);
  return Math.min(seen, Math.max(who.lease.durationSeconds ?? 0, LONGEST_INTERVAL));
}

/**
 * An elector stops within its RenewDeadline, which is less than its term, and one RetryPeriod, which
 * is how often it was seen to renew: safe for whatever client-go accepts. A leader that is frozen for
 * less than its term, and would have lost nothing, begins its RenewDeadline when it wakes: twice the
 * term is enough for that (test/model). client-go accepts no RetryPeriod longer than its term.
 */
function boundOf(elector: Elector, term: number, interval: number | undefined): number {
  if (elector === UNMEASURED) return Infinity;
  return Math.max(2 * term, term + 2 * (interval ?? 0) + 1);
}

interface Stop {
  readonly stops: Range;
  readonly bound: number;
  readonly elector: Elector;
  readonly evictAfter: number | undefined;
  /** It was not renewed while we looked: its process may have ended, or be frozen. */
  readonly isSilent: boolean;
}

function seenThrough(
  { action, pod, former, adopts }: Course,
  { stops, bound, elector, evictAfter, isSilent }: Stop,
  [soonest, latest]: Range,
): Pick<Tempo, 'unled' | 'leaderIn'> {
  if (action !== 'step-down' || former.ended) {
    const soon: Range = [soonest, latest + 1];
    return { unled: soon, leaderIn: soon };
  }
  if (evictAfter !== undefined) {
    // What is frozen is killed when its grace period is over.
    const killed = evictAfter + (pod?.grace ?? 0) + TOLD_AFTER.itself + latest;
    if (isSilent) return { unled: [soonest, killed], leaderIn: [evictAfter, killed] };
    return {
      unled: [soonest, latest + TOLD_AFTER.told],
      leaderIn: [evictAfter, evictAfter + ENDING + TOLD_AFTER.told + latest],
    };
  }
  // Whose end can be seen: one container, of a program that ends when it has lost the lead.
  const isSeen = pod?.containers.length === 1;
  if (!adopts && isSeen && elector.endsProcess && !isSilent) {
    const told = Math.min(bound, stops[1] + TOLD_AFTER.itself);
    return { unled: [soonest, TOLD_AFTER.itself + latest], leaderIn: [stops[0], told + latest] };
  }
  const isSoon = isSeen && !adopts;
  return {
    unled: [
      isSoon ? 0 : Math.max(0, bound - stops[1]),
      Math.max(0, bound - (isSilent ? 0 : stops[0])) + latest,
    ],
    leaderIn: [isSoon ? stops[0] : bound, bound + latest],
  };
}
