// What is around the holder: its workload as it is, the Pods that stand by, other Leases beside this one.
import type { Evidence, Seen } from './evidence.ts';
import { leaseFrom, type Lease, type OwnerReference } from './lease.ts';
import { NODE_LEASE_NAMESPACE } from './kind.ts';
import { seenIn } from './none-in-part.ts';
import { podFrom, type Pod } from './pod.ts';
import { WORKLOADS, workloadFrom, type Workload } from './workload.ts';

type Looks = Pick<Evidence, 'look'>;

/** One request; undefined where there is none to look up, or it is of a kind that we do not know. */
export async function workloadAbove(
  pod: Pod,
  owner: Seen<OwnerReference | undefined> | undefined,
  evidence: Looks,
): Promise<Seen<Workload | undefined> | undefined> {
  if (!owner?.seen || owner.value === undefined) return undefined;
  const resource = WORKLOADS.get(owner.value.kind);
  if (resource === undefined) return undefined;
  const { namespace } = pod.ref;
  const found = await evidence.look({ resource, namespace, name: owner.value.name });
  if (!found.seen) return found;
  const [raw] = found.value;
  return seenIn(raw && workloadFrom(raw, owner.value), found.partly, raw === undefined);
}

/** One request: the other Pods of the same workload, which would campaign where the holder stops. */
export async function standbysOf(
  pod: Pod,
  workload: Seen<Workload | undefined> | undefined,
  evidence: Looks,
): Promise<Seen<readonly Pod[]> | undefined> {
  if (!workload?.seen || workload.value?.podLabels === undefined) return undefined;
  const { namespace } = pod.ref;
  const labels = workload.value.podLabels;
  const found = await evidence.look({ resource: 'pods', namespace, labels });
  if (!found.seen) return found;
  const others = found.value.map(podFrom).filter(({ uid }) => uid !== pod.uid);
  others.sort((a, b) => (a.ref.name < b.ref.name ? -1 : 1));
  return seenIn(others, found.partly, others.length === 0);
}

/** One list; not of the heartbeats, of which there is one for each node. */
export async function neighboursOf(
  { ref }: Lease,
  evidence: Looks,
): Promise<Seen<readonly Lease[]> | undefined> {
  if (ref.namespace === NODE_LEASE_NAMESPACE) return undefined;
  const found = await evidence.look({ resource: 'leases', namespace: ref.namespace });
  if (!found.seen) return found;
  const leases = found.value.map(leaseFrom).filter((lease) => lease.ref.name !== ref.name);
  return seenIn(leases, found.partly, leases.length === 0);
}
