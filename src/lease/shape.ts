// What the fields of a Lease look like, whoever wrote it: which are there, and which are not.
import { LONGEST_IDENTITY } from './signs.ts';
import type { Lease } from './lease.ts';

/**
 * A Lease that was copied out of a cluster, or written by hand, may lack fields that its program
 * writes: what is absent from it proves nothing.
 */
export function isExcerpt({ uid, resourceVersion, createdAt, writers }: Lease): boolean {
  if (uid === undefined && resourceVersion === undefined && createdAt === undefined) return true;
  return writers.length > 0 && writers.every(({ manager }) => manager.startsWith('kubectl'));
}

/** The four fields of a leader election record, which heartbeats and plain locks never have together. */
export function hasElectionRecord(lease: Lease): boolean {
  return (
    lease.durationSeconds !== undefined &&
    lease.acquireTime !== undefined &&
    lease.renewTime !== undefined &&
    lease.transitions !== undefined
  );
}

/** component-helpers apimachinery/lease writes no more than these: it renews, it never acquires. */
export function isHeartbeat(lease: Lease): boolean {
  return (
    lease.renewTime !== undefined &&
    lease.acquireTime === undefined &&
    lease.transitions === undefined
  );
}

/** Held without a term: nothing in it says that it ends by itself. */
export function isHeldForGood(lease: Lease): boolean {
  return (
    Boolean(lease.holderIdentity) &&
    lease.durationSeconds === undefined &&
    lease.renewTime === undefined
  );
}

/** Whether nothing was ever written into it. */
export function isBlank(lease: Lease): boolean {
  return (
    !lease.holderIdentity &&
    lease.renewTime === undefined &&
    lease.acquireTime === undefined &&
    !lease.transitions
  );
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Identities that only election libraries make up. */
const ELECTORS: readonly RegExp[] = [
  // kubernetes cmd/kube-controller-manager, controller-runtime and most others.
  new RegExp(`._${UUID}$`),
  // cert-manager cmd/controller.
  /.-external-cert-manager-controller$/,
  // kubernetes-csi/external-provisioner before 6.1.
  /^\d{13}-\d{1,4}-./,
  // elastic/elastic-agent kubernetes_leaderelection.go.
  /^elastic-agent-leader-./,
];

export function hasElectorIdentity({ holderIdentity }: Lease): boolean {
  if (!holderIdentity || holderIdentity.length > LONGEST_IDENTITY) return false;
  return ELECTORS.some((pattern) => pattern.test(holderIdentity));
}

/** apimachinery pkg/util/rand: no vowels, so that no word comes of it. */
const GENERATED = /.-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** Ends as a generated Pod's name does; a Machine of Cluster API, and so its node, may too. */
export function isGeneratedName(name: string): boolean {
  return name.length <= LONGEST_IDENTITY && GENERATED.test(name);
}

/** kubebuilder's `<hash>.<domain>`. */
const KUBEBUILDER_ID = /^[0-9a-f]{8}\.[a-z0-9.-]+$/;
const LEADER_WORDS: ReadonlySet<string> = new Set([
  'leader',
  'leaderelection',
  'election',
  'elector',
]);

export function isKubebuilderId(name: string): boolean {
  return name.length <= 253 && KUBEBUILDER_ID.test(name);
}

export function isNamedForLeader(name: string): boolean {
  return wordsOf(name).some((word) => LEADER_WORDS.has(word));
}

/** Many an election is called a lock, and many a lock too; others bear their program's name alone. */
const PROGRAM_WORDS: ReadonlySet<string> = new Set([
  'lock',
  'autoscaler',
  'controller',
  'controllers',
  'csi',
  'manager',
  'operator',
  'provisioner',
  'scheduler',
]);

export function soundsLikeElection(name: string): boolean {
  return isNamedForLeader(name) || wordsOf(name).some((word) => PROGRAM_WORDS.has(word));
}

/** CloudNativePG names its instances so, from 1 on; a StatefulSet its Pods, from 0 on. */
export function isHeldByInstance({ ref, holderIdentity = '' }: Lease): boolean {
  if (!holderIdentity.startsWith(`${ref.name}-`)) return false;
  return /^[1-9]\d{0,5}$/.test(holderIdentity.slice(ref.name.length + 1));
}

function wordsOf(name: string): string[] {
  return name.length <= 253 ? name.split(/[-.]/) : [];
}
