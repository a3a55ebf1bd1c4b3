// The numbers of a fence that was found: from the Lease itself, where its note can only add seconds.
import type { Watched, Seen } from './evidence.ts';
import { leaseFrom, type Lease } from './lease.ts';
import type { OperationNote } from './operation-note.ts';
import { SECOND } from './time.ts';

/** Seconds. */
export interface FoundFence {
  /** Lease duration of the holder before it, as far as that of the fence tells. */
  readonly term: number;
  /** Lease duration of the fence. */
  readonly seconds: number;
  readonly renewEvery: number;
  /** Infinity where only the end of the process before it counts. */
  readonly bound: number;
}

/** The fence of a Lease with the usual 15 seconds; the fence that was found may be forged, and short. */
const SHORTEST = 30;
/** Nobody is kept out for longer, whatever the Lease says. */
export const LONGEST_FENCE = 3600;
/** Between two renewals of a fence of ours, at most. */
export const LONGEST_RENEWAL = 5;
/** A watch takes no longer, whatever a clock says. */
const LONGEST_WATCH = 20;

/**
 * Whoever may write the Lease may have written the fence and its note. The bound is therefore the
 * fence's own lease duration: the Lease is released no sooner than the fence would have expired by
 * itself, and no sooner than after twice the lease duration that a Pod declares. No time that the note or a stamp tells is counted as passed; only that of our own watch is.
 */
export function foundFence(
  lease: Lease,
  note: OperationNote | undefined,
  watched: Seen<Watched>,
  declared = 0,
): FoundFence {
  const found = lease.durationSeconds ?? SHORTEST;
  const seconds = Math.min(LONGEST_FENCE, Math.max(SHORTEST, found));
  const least = heldWith(seconds);
  const twice = Math.min(LONGEST_FENCE, 2 * declared);
  return {
    seconds,
    term: Math.min(seconds, Math.max(least, note?.term ?? least)),
    renewEvery: renewalOf(heldWith(Math.min(found, seconds))),
    bound: Math.max(boundOf(seconds, note), twice) - watchedFor(lease, watched),
  };
}

/** The shortest lease duration for which a fence is so long (electors.ts: twice that, or 15 s more). */
function heldWith(fence: number): number {
  return fence < 2 * 15 ? Math.max(1, fence - 15) : Math.floor(fence / 2);
}

/** Seconds between two renewals of a fence, for the lease duration of the holder before it. */
export function renewalOf(term: number): number {
  return Math.max(1, Math.min(LONGEST_RENEWAL, Math.floor(term / 3)));
}

function boundOf(seconds: number, note: OperationNote | undefined): number {
  if (note?.elector === 'unmeasured') return Infinity;
  const told = note !== undefined && Number.isFinite(note.bound) ? note.bound : 0;
  return Math.max(seconds, Math.min(told, 2 * seconds));
}

/** Seconds for which the fence was seen to stand without a renewal. */
function watchedFor({ holderIdentity, renewTime }: Lease, watched: Seen<Watched>): number {
  if (!watched.seen) return 0;
  const { sightings, until } = watched.value;
  const other = sightings.findLastIndex(({ raw }) => {
    const seen = leaseFrom(raw);
    return seen.holderIdentity !== holderIdentity || seen.renewTime !== renewTime;
  });
  const since = sightings[other + 1]?.at ?? until;
  return Math.min(LONGEST_WATCH, Math.max(0, (until - since) / SECOND));
}
