// Judges a Lease, and asks for what the verdict hangs on: the server's version, then whether it is renewed.
import type { Clock } from './clock.ts';
import type { Evidence, LeaseItem, Watched } from './evidence.ts';
import { leaseFrom, type Lease } from './lease.ts';
import { clockFor, versionOnce } from './server-version.ts';
import type { Standing } from './standing.ts';
import { SECOND } from './time.ts';
import { judge, type Verdict } from './verdict.ts';

export interface Judged extends LeaseItem {
  readonly clock: Clock;
  readonly verdict: Verdict;
}

type Asked = Pick<Evidence, 'version' | 'watched'>;

/** Longer than this nobody waits for an answer; a term that is longer stays unknown. */
const LONGEST_WATCH = 20;

/** The seconds that a watch needs to prove that nobody renews it, as far as anybody waits. */
export function wholeTerm(term: number): number {
  return Math.min(term + 1, LONGEST_WATCH);
}

/** No request where the Lease's own stamps tell; else one for the version, and one to watch it. */
export async function assured(item: LeaseItem, read: Clock, evidence: Asked): Promise<Judged> {
  const clock = await clockFor([item.lease], read, versionOnce(evidence));
  const verdict = judge(item.lease, clock);
  if (verdict.standing.word !== 'unknown' || !isWatchable(item.lease)) {
    return { ...item, clock, verdict };
  }
  return watchedToo({ ...item, clock, verdict }, evidence);
}

function isWatchable({ holderIdentity, renewTime, durationSeconds }: Lease): boolean {
  return Boolean(holderIdentity) && renewTime !== undefined && durationSeconds !== undefined;
}

/** As an elector does it: what is not written for a whole term has expired (client-go, semantics §1.3). */
async function watchedToo(judged: Judged, evidence: Asked): Promise<Judged> {
  const { lease, clock, verdict } = judged;
  const term = lease.durationSeconds ?? 0;
  const seen = await evidence.watched(lease.ref, { writes: 1, seconds: wholeTerm(term) });
  if (!seen.seen) return judged;
  const { sightings, until } = seen.value;
  const now = { ...clock, now: until };
  const renewed = lastRenewal(seen.value, lease);
  if (renewed !== undefined) {
    const { raw, at } = renewed;
    const anew = leaseFrom(raw);
    const standing = heldSince(anew, until, at);
    return { raw, lease: anew, clock: now, verdict: { ...judge(anew, now), standing } };
  }
  const last = sightings.at(-1);
  const lastLease = last && leaseFrom(last.raw);
  if (lastLease !== undefined && !lastLease.holderIdentity) {
    return {
      raw: last?.raw ?? judged.raw,
      lease: lastLease,
      clock: now,
      verdict: judge(lastLease, now),
    };
  }
  const watched = Math.floor((until - (sightings[0]?.at ?? until)) / SECOND);
  return {
    ...judged,
    clock: now,
    verdict: { ...verdict, standing: silent(verdict, term, watched) },
  };
}

/** By the same holder, or by whoever took it over meanwhile. */
function lastRenewal(
  { sightings }: Watched,
  before: Lease,
): Watched['sightings'][number] | undefined {
  return sightings.findLast(({ raw }) => {
    const { holderIdentity, renewTime } = leaseFrom(raw);
    return Boolean(holderIdentity) && renewTime !== before.renewTime;
  });
}

/** The moment at which the renewal came in is the server's clock, to within its way here. */
function heldSince({ durationSeconds, renewTime }: Lease, now: number, at: number): Standing {
  const renewedAgo = Math.max(0, Math.floor((now - at) / SECOND));
  return {
    ...{ word: 'held', renewedAgo, basis: 'watched', why: undefined, hangsOnVersion: false },
    expiresIn: durationSeconds === undefined ? undefined : durationSeconds - renewedAgo,
    holderSkew: renewTime === undefined ? undefined : (renewTime - at) / SECOND,
  };
}

function silent({ standing }: Verdict, term: number, watched: number): Standing {
  if (watched < term) {
    const why = `${standing.why ?? 'it cannot be judged'}; not renewed in ${watched}s of watching`;
    return { ...standing, why };
  }
  return {
    ...{ word: 'expired', renewedAgo: watched, expiresIn: term - watched },
    ...{ basis: 'watched', holderSkew: undefined, why: undefined },
    hangsOnVersion: false,
  };
}
