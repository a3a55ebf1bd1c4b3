// Who holds one Lease: somebody, nobody, or not known; with the Pod behind the identity where it was found.
import type { Clock } from './clock.ts';
import type { Evidence, LeaseItem, Pod, Seen } from './evidence.ts';
import type { Lease, LeaseRef, OwnerReference } from './lease.ts';
import { SECOND, type Micros } from './time.ts';
import { judge, type HolderVerdict, type Verdict } from './verdict.ts';

export interface WhoHolds extends LeaseItem {
  readonly clock: Clock;
  readonly verdict: Verdict;
  readonly answer: 'somebody' | 'nobody' | 'unknown';
  /** Seconds since it was acquired, by the server's clock where the holder's skew is known. */
  readonly heldFor: number | undefined;
  /** Undefined where no Pod is looked for: heartbeats, API servers, a Lease nobody holds. */
  readonly pod: Seen<Pod | undefined> | undefined;
  /** The workload above the Pod: a Deployment rather than its ReplicaSet. */
  readonly workload: Seen<OwnerReference | undefined> | undefined;
}

/** At most four requests: the Lease, the server's version (only in doubt), the Pod, its ReplicaSet. */
export async function whoHolds(ref: LeaseRef, evidence: Evidence): Promise<WhoHolds> {
  const { raw, lease, clock: read } = await evidence.lease(ref);
  const clock = await certain(lease, read, evidence);
  const verdict = judge(lease, clock);
  const acquired = acquiredAt(lease, verdict);
  const heldFor =
    acquired === undefined ? undefined : Math.max(0, Math.floor((clock.now - acquired) / SECOND));
  const base = { raw, lease, clock, answer: answerOf(verdict), heldFor };
  if (verdict.kind === 'node' || verdict.kind === 'apiserver' || verdict.holder.name === '') {
    return { ...base, verdict, pod: undefined, workload: undefined };
  }
  const podRef = { namespace: lease.ref.namespace, name: verdict.holder.name };
  if (!isPodName(podRef.name)) {
    const holder = { ...verdict.holder, why: 'no Pod can have that name' };
    return { ...base, verdict: { ...verdict, holder }, pod: undefined, workload: undefined };
  }
  const pod = await evidence.pod(podRef);
  const holder = resolved(verdict.holder, pod, podRef, acquired);
  const workload = holder.resolvesTo ? await workloadOf(pod, evidence) : undefined;
  return { ...base, verdict: { ...verdict, holder }, pod, workload };
}

function answerOf({ standing }: Verdict): WhoHolds['answer'] {
  if (standing.word === 'unknown') return 'unknown';
  return standing.word === 'held' || standing.word === 'late' ? 'somebody' : 'nobody';
}

/** Asks for the server's version only when the verdict would hang on it. */
async function certain(lease: Lease, clock: Clock, evidence: Evidence): Promise<Clock> {
  if (clock.restamps !== undefined || judge(lease, clock).standing.word !== 'unknown') return clock;
  return { ...clock, restamps: await evidence.restampsManagedFields() };
}

/** By the server's clock where the holder's skew is known, else by the holder's. */
function acquiredAt(lease: Lease, { standing }: Verdict): Micros | undefined {
  if (lease.acquireTime === undefined) return undefined;
  return lease.acquireTime - (standing.holderSkew ?? 0) * SECOND;
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
  const above = await evidence.controllerOfReplicaSet({
    namespace: ref.namespace,
    name: controller.name,
  });
  return above.seen && above.value === undefined ? { seen: true, value: controller } : above;
}

/** Both stamps that are compared have whole seconds. */
const STAMP_STEP = 2 * SECOND;

function resolved(
  holder: HolderVerdict,
  pod: Seen<Pod | undefined>,
  { namespace, name }: LeaseRef,
  acquired: Micros | undefined,
): HolderVerdict {
  const nothing = (why: string): HolderVerdict => ({ ...holder, confidence: 'none', why });
  if (!pod.seen) return nothing(pod.why);
  if (!pod.value) return nothing(`no Pod of that name in namespace ${namespace}`);
  const { createdAt } = pod.value;
  if (acquired !== undefined && createdAt !== undefined && createdAt > acquired + STAMP_STEP) {
    return nothing(`Pod ${namespace}/${name} was created after the Lease was acquired`);
  }
  return {
    ...holder,
    resolvesTo: { kind: 'Pod', namespace, name },
    // Looked for by name in one namespace only: certainty asks for more (design §5).
    confidence: 'likely',
    why: `a Pod of namespace ${namespace} has that name`,
  };
}
