// Who holds one Lease: somebody, nobody, or not known; with the Pod behind the identity where it was found.
import { assured } from './assured.ts';
import type { Clock } from './clock.ts';
import type { Evidence, LeaseItem, Seen } from './evidence.ts';
import { findHolderPod, type Acquisition } from './holder-pod.ts';
import { object, ownersFrom, type Lease, type LeaseRef, type OwnerReference } from './lease.ts';
import type { Pod } from './pod.ts';
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
  /** Undefined where no Pod is looked for: heartbeats, API servers, a Lease nobody holds. */
  readonly pod: Seen<Pod | undefined> | undefined;
  /** The workload above the Pod: a Deployment rather than its ReplicaSet. */
  readonly workload: Seen<OwnerReference | undefined> | undefined;
}

/**
 * At most four requests for the holder (the Lease, its Pod, the Pod's ReplicaSet, the server's
 * version where the verdict hangs on it), and two for whether its ServiceAccount may write the
 * Lease. `meanwhile` is called once, when a Pod is about to be looked for.
 */
export async function whoHolds(
  ref: LeaseRef,
  evidence: Evidence,
  meanwhile: () => void = () => undefined,
): Promise<WhoHolds> {
  const { clock: read, ...item } = await evidence.lease(ref);
  const { raw, lease, clock, verdict } = await assured(item, read, evidence);
  const acquired = acquiredAt(lease, verdict);
  const heldFor = acquired === undefined ? undefined : secondsHeld(acquired, verdict, clock);
  const base = { raw, lease, clock, answer: answerOf(verdict), acquired, heldFor };
  if (verdict.kind === 'node' || verdict.kind === 'apiserver' || verdict.holder.name === '') {
    return { ...base, verdict, pod: undefined, workload: undefined };
  }
  if (!isPodName(verdict.holder.name)) {
    const holder = { ...verdict.holder, why: 'no Pod can have that name' };
    return { ...base, verdict: { ...verdict, holder }, pod: undefined, workload: undefined };
  }
  meanwhile();
  const when = acquisitionOf(lease, verdict, clock);
  const found = await findHolderPod(lease, verdict.holder, when, evidence);
  const workload = await workloadOf(found.pod, evidence);
  return { ...base, verdict: { ...verdict, holder: found.holder }, pod: found.pod, workload };
}

/** When its holder took it, as far as that is known; what a Pod is measured by. */
export function acquisitionOf(lease: Lease, verdict: Verdict, { now }: Clock): Acquisition {
  const { renewedAgo, basis, holderSkew: skew } = verdict.standing;
  const stamped = basis !== undefined && basis !== 'renew-time';
  return {
    at: acquiredAt(lease, verdict),
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
  if (lease.acquireTime === undefined) return undefined;
  return lease.acquireTime - (standing.holderSkew ?? 0) * SECOND;
}

/** Until now, or until its holder fell silent. */
function secondsHeld(acquired: Micros, { standing }: Verdict, clock: Clock): number {
  const silent = standing.word === 'expired' ? (standing.renewedAgo ?? 0) * SECOND : 0;
  return Math.max(0, Math.floor((clock.now - silent - acquired) / SECOND));
}

/** A name that the API server would refuse is not sent to it. */
function isPodName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(name);
}

async function workloadOf(
  pod: Seen<Pod | undefined>,
  evidence: Evidence,
): Promise<Seen<OwnerReference | undefined> | undefined> {
  if (!pod.seen || !pod.value) return undefined;
  const { controller, ref } = pod.value;
  if (controller?.kind !== 'ReplicaSet') return { seen: true, value: controller };
  const above = await evidence.look({
    resource: 'replicasets',
    namespace: ref.namespace,
    name: controller.name,
  });
  if (!above.seen) return above;
  const [replicaSet = {}] = above.value;
  const owner = ownersFrom(object(replicaSet['metadata'])).find((it) => it.controller);
  return { seen: true, value: owner ?? controller };
}
