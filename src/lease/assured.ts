// Judges a Lease, and asks for what the verdict hangs on: the server's version, then whether it is renewed.
import type { Clock } from './clock.ts';
import type { Evidence, LeaseItem, Patience, Watched } from './evidence.ts';
import { fenceId } from './fence.ts';
import { leaseFrom, type Lease } from './lease.ts';
import { clockFor, versionOnce } from './server-version.ts';
import type { Standing } from './standing.ts';
import { SECOND } from './time.ts';
import { usualTimings } from './timings.ts';
import { judge, type Verdict } from './verdict.ts';
import { lastRenewal, sinceRenewal } from './watched-standing.ts';

export interface Judged extends LeaseItem {
  readonly clock: Clock;
  readonly verdict: Verdict;
}

type Asked = Pick<Evidence, 'version' | 'watched'>;

/** Longer than this nobody waits for an answer; a term that is longer stays unknown. */
const LONGEST_WATCH = 20;
/** Seconds in which a live holder is seen to renew, where it renews as is usual. */
const CONFIRMING = { least: 5, most: 35 };

/** The seconds that a watch needs to prove that nobody renews it, as far as anybody waits. */
export function wholeTerm(term: number): number {
  return Math.min(term + 1, LONGEST_WATCH);
}

/**
 * How long a Lease has to be watched before anything is said that its clocks cannot prove; undefined
 * where they can. API servers whose clocks differ make a live holder look expired, whatever each of
 * them says: a live holder renews meanwhile.
 */
export function doubtful(lease: Lease, verdict: Verdict): number | undefined {
  const { word } = verdict.standing;
  if (!isWatchable(lease)) return undefined;
  const { durationSeconds: term = 0 } = lease;
  if (word === 'unknown') return wholeTerm(term);
  // A fence is nobody who leads, however long it is renewed.
  if (word !== 'expired' || fenceId(lease) !== undefined) return undefined;
  const { least, most } = CONFIRMING;
  const { retryPeriod = Math.min(LONGEST_WATCH, term) / 2 } = usualTimings(lease, verdict) ?? {};
  return Math.min(most, Math.max(least, 1.25 * retryPeriod + 1));
}

/**
 * No request where the Lease's own stamps tell; else one for the version, and one to watch it.
 * `watched`: what was seen already, which goes before any clock.
 */
export async function assured(
  item: LeaseItem,
  read: Clock,
  evidence: Asked,
  watched?: Watched,
): Promise<Judged> {
  const clock = await clockFor([item.lease], read, versionOnce(evidence));
  const verdict = judge(item.lease, clock);
  const judged = { ...item, clock, verdict };
  if (watched !== undefined) return bySight(judged, watched);
  const seconds = doubtful(item.lease, verdict);
  if (seconds === undefined) return judged;
  const patience: Patience = { writes: 1, seconds, isNeeded: true };
  const seen = await evidence.watched(item.lease.ref, patience);
  return seen.seen ? bySight(judged, seen.value) : judged;
}

function isWatchable({ holderIdentity, renewTime, durationSeconds }: Lease): boolean {
  return Boolean(holderIdentity) && renewTime !== undefined && durationSeconds !== undefined;
}

/** As an elector does it: what is not written for a whole term has expired (client-go, semantics §1.3). */
function bySight(judged: Judged, watched: Watched): Judged {
  const { lease, clock, verdict } = judged;
  const { sightings, until } = watched;
  const now = { ...clock, now: until };
  const last = sightings.at(-1);
  const lastLease = last && leaseFrom(last.raw);
  if (last !== undefined && lastLease !== undefined && !lastLease.holderIdentity) {
    return { raw: last.raw, lease: lastLease, clock: now, verdict: judge(lastLease, now) };
  }
  const renewed = lastRenewal(lease, watched);
  if (renewed !== undefined) {
    const { raw, lease: later } = renewed;
    const again = judge(later, now);
    const standing = sinceRenewal(renewed, until, again.standing);
    return { raw, lease: later, clock: now, verdict: { ...again, standing } };
  }
  const { durationSeconds: term } = lease;
  if (term === undefined) return judged;
  const silentFor = Math.floor((until - (sightings[0]?.at ?? until)) / SECOND);
  const { word } = verdict.standing;
  const isProved = silentFor >= term;
  if (!isProved && word !== 'unknown') return { ...judged, clock: now };
  return {
    ...judged,
    clock: now,
    verdict: { ...verdict, standing: silent(verdict, term, silentFor) },
  };
}

function silent({ standing }: Verdict, term: number, watched: number): Standing {
  if (watched < term) {
    const why = `${standing.why ?? 'it cannot be judged'}; not renewed in ${watched}s of watching`;
    return { ...standing, why };
  }
  // The clocks may know of a longer silence.
  if (standing.word === 'expired') return standing;
  return {
    ...{ word: 'expired', renewedAgo: watched, expiresIn: term - watched },
    ...{ basis: 'watched', holderSkew: undefined, why: undefined },
    hangsOnVersion: false,
  };
}
