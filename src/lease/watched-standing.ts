// How a Lease stands by what was seen while it was watched: no clock but our own has a part in it.
import type { Watched } from './evidence.ts';
import { leaseFrom, type Lease, type RawObject } from './lease.ts';
import { STEP, stampOf, type Standing } from './standing.ts';
import { SECOND, type Micros } from './time.ts';

/** The last write of its holder that was seen, or of whoever took it over meanwhile. */
export interface SeenRenewal {
  readonly raw: RawObject;
  readonly lease: Lease;
  readonly at: Micros;
}

/**
 * Undefined where no renewal was seen. A renewal moves renewTime, or the stamp that the server puts
 * on the write that sets it; any other write moves the resourceVersion alone.
 */
export function lastRenewal(before: Lease, { sightings }: Watched): SeenRenewal | undefined {
  let [earlier, found]: [Lease, SeenRenewal | undefined] = [before, undefined];
  for (const { raw, at } of sightings) {
    const lease = leaseFrom(raw);
    if (lease.holderIdentity && isRenewed(earlier, lease)) found = { raw, lease, at };
    earlier = lease;
  }
  return found;
}

function isRenewed(earlier: Lease, later: Lease): boolean {
  return (
    later.renewTime !== earlier.renewTime ||
    later.holderIdentity !== earlier.holderIdentity ||
    stampOf(later) !== stampOf(earlier)
  );
}

/** Of a Lease that was renewed while it was watched; `standing` is what the clocks say of it. */
export function sinceRenewal(
  { lease: { durationSeconds: term, renewTime }, at }: SeenRenewal,
  until: Micros,
  { holderSkew, basis }: Standing,
): Standing {
  const passed = Math.max(0, (until - at) / SECOND);
  const renewedAgo = Math.floor(passed);
  const isStamped = basis === 'managed-fields';
  const bySight = renewTime === undefined ? undefined : (renewTime - at) / SECOND;
  return {
    word: wordAfter(passed, term),
    ...{ renewedAgo, basis: 'watched', why: undefined, hangsOnVersion: false },
    expiresIn: term === undefined ? undefined : term - renewedAgo,
    // Two API servers may have two clocks: the stamp is of the one that the holder writes through.
    holderSkew: isStamped ? holderSkew : bySight,
  };
}

function wordAfter(passed: number, term: number | undefined): 'held' | 'late' | 'expired' {
  if (term === undefined || passed <= term / 2) return 'held';
  return passed - STEP >= term ? 'expired' : 'late';
}
