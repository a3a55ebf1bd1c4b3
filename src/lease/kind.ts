// What kind of thing a Lease is. The classifier of locks, data and mutexes comes later: until then
// whatever is not certainly one of the four below is `unknown`.
import type { Lease } from './lease.ts';

export const KINDS = [
  'election',
  'coordinated',
  'node',
  'apiserver',
  'lock',
  'data',
  'mutex',
  'unknown',
] as const;
export type Kind = (typeof KINDS)[number];

export const NODE_LEASE_NAMESPACE = 'kube-node-lease';

export function kindOf(lease: Lease): Kind {
  if (isApiServerIdentity(lease)) return 'apiserver';
  if (isNodeHeartbeat(lease)) return 'node';
  if (lease.strategy !== undefined) return 'coordinated';
  return hasElectionRecord(lease) ? 'election' : 'unknown';
}

/** semantics §4: three naming schemes since 1.20, and a label by which the server collects them. */
function isApiServerIdentity({ ref, labels }: Lease): boolean {
  if (ref.namespace !== 'kube-system') return false;
  return (
    /^(kube-)?apiserver-([a-z0-9]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(ref.name) ||
    labels.get('apiserver.kubernetes.io/identity') === 'kube-apiserver'
  );
}

/** By its Node, not by its namespace alone: k0s keeps elections and data there too (semantics §3). */
function isNodeHeartbeat({ ref, owners, holderIdentity }: Lease): boolean {
  if (ref.namespace !== NODE_LEASE_NAMESPACE) return false;
  return (
    holderIdentity === ref.name ||
    owners.some((owner) => owner.kind === 'Node' && owner.name === ref.name)
  );
}

/** The four fields of a leader election record, which heartbeats and plain locks never have together. */
function hasElectionRecord(lease: Lease): boolean {
  return (
    lease.holderIdentity !== undefined &&
    lease.durationSeconds !== undefined &&
    lease.acquireTime !== undefined &&
    lease.renewTime !== undefined &&
    lease.transitions !== undefined
  );
}
