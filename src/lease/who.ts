// Who holds one Lease: somebody, nobody, or not known; with the Pod behind the identity where it was found.
import type { Acquisition } from './age.ts';
import { assured } from './assured.ts';
import { writtenByHand, type ByHand } from './by-hand.ts';
import type { Clock } from './clock.ts';
import type { Evidence, LeaseItem, Seen } from './evidence.ts';
import { controllerOf, type Controller } from './controller.ts';
import { findHolderPod } from './holder-pod.ts';
import type { Lease, LeaseRef } from './lease.ts';
import type { Pod } from './pod.ts';
import { sparing } from './sparing.ts';
import { fencingOf, type ToldOperation } from './told-operation.ts';
import { TOLERATED_SKEW } from './standing.ts';
import { SECOND, type Micros } from './time.ts';
import type { Verdict } from './verdict.ts';

export interface WhoHolds extends LeaseItem {
  readonly clock: Clock;
  readonly verdict: Verdict;
  readonly answer: 'somebody' | 'nobody' | 'unknown';
  /** By the server's clock where the holder's skew is known, else by the holder's. */
  readonly acquired: Micros | undefined;
  /**
   * Seconds from its acquisition until now, or until its holder fell silent; by the server's clock
   * where the holder's skew is known.
   */
  readonly heldFor: number | undefined;
  /** Who wrote the holder by hand, where nobody has renewed it since: then the times are another's. */
  readonly byHand: ByHand | undefined;
  /** The operation of ours whose fence holds it, which is nobody who leads; undefined where none does. */
  readonly fence: ToldOperation | undefined;
  /** Undefined where no Pod is looked for: heartbeats, API servers, a Lease nobody holds. */
  readonly pod: Seen<Pod | undefined> | undefined;
  /** The workload above the Pod: a Deployment rather than its ReplicaSet. */
  readonly workload: Seen<Controller | undefined> | undefined;
}

/** The Lease, its Pod, what is above that, and the server's version where the standing hangs on it. */
const MOST_REQUESTS = 4;

/**
 * At most four requests for the holder, and two for whether its ServiceAccount may write the Lease
 * (one where the server answers it); a Lease without stamps is watched besides. `meanwhile` is
 * called once, when a Pod is about to be looked for.
 */
export async function whoHolds(
  ref: LeaseRef,
  evidence: Evidence,
  meanwhile: () => void = () => undefined,
): Promise<WhoHolds> {
  const asked = sparing(evidence, MOST_REQUESTS);
  const { clock: read, watched, ...item } = await asked.lease(ref);
  const { raw, lease, clock, verdict } = await assured(item, read, asked, watched);
  const byHand = writtenByHand(lease);
  const acquired = acquiredAt(lease, verdict);
  const heldFor = acquired === undefined ? undefined : secondsHeld(acquired, verdict, clock);
  const fence = fencingOf(lease, clock.now);
  const answer = fence === undefined ? answerOf(verdict) : 'nobody';
  const base = { raw, lease, clock, answer, acquired, heldFor, byHand, fence } as const;
  const nowhere = { ...base, verdict, pod: undefined, workload: undefined };
  if (fence !== undefined || !mayBePod(verdict)) return nowhere;
  meanwhile();
  const found = await findHolderPod(lease, verdict, acquisitionOf(lease, verdict, clock), asked);
  if (found === undefined) {
    const holder = { ...verdict.holder, why: 'no Pod can have that name' };
    return { ...nowhere, verdict: { ...verdict, holder } };
  }
  const pod = found.pod.seen ? found.pod.value : undefined;
  const workload = pod && (await controllerOf(pod, asked));
  return { ...base, verdict: { ...verdict, holder: found.holder }, pod: found.pod, workload };
}

function mayBePod({ kind, holder }: Verdict): boolean {
  if (kind === 'node' || kind === 'apiserver') return false;
  return holder.name !== '' || holder.format === 'uuid';
}

/** When its holder took it, as far as that is known; what a Pod is measured by. */
export function acquisitionOf(lease: Lease, verdict: Verdict, { now }: Clock): Acquisition {
  const { renewedAgo, basis, holderSkew: skew } = verdict.standing;
  const stamped = basis !== undefined && basis !== 'renew-time';
  return {
    // A holder's own clock is never set against the server's.
    at: skew === undefined ? undefined : acquiredAt(lease, verdict),
    exact: skew !== undefined && Math.abs(skew) <= TOLERATED_SKEW,
    renewedAt: renewedAgo === undefined || !stamped ? undefined : now - renewedAgo * SECOND,
  };
}

function answerOf({ standing }: Verdict): WhoHolds['answer'] {
  if (standing.word === 'unknown') return 'unknown';
  return standing.word === 'held' || standing.word === 'late' ? 'somebody' : 'nobody';
}

/** By the server's clock where the holder's skew is known, else by the holder's. */
function acquiredAt(lease: Lease, { standing }: Verdict): Micros | undefined {
  const byHand = writtenByHand(lease);
  if (byHand !== undefined) return byHand.at;
  if (lease.acquireTime === undefined) return undefined;
  // A stamp has whole seconds: up to two of them are no skew.
  const { holderSkew: skew = 0 } = standing;
  return lease.acquireTime - (Math.abs(skew) > TOLERATED_SKEW ? skew * SECOND : 0);
}

/** Until now, or until its holder fell silent. */
function secondsHeld(acquired: Micros, { standing }: Verdict, clock: Clock): number {
  const silent = standing.word === 'expired' ? (standing.renewedAgo ?? 0) * SECOND : 0;
  return Math.max(0, Math.floor((clock.now - silent - acquired) / SECOND));
}
