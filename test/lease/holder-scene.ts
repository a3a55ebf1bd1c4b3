// A Lease with the Pods that may be meant by its holder, as an archive of a whole cluster has them.
import { Readable } from 'node:stream';
import { openArchive } from '../../src/archive/archive.ts';
import type { Evidence } from '../../src/lease/evidence.ts';
import { leaseFrom, type LeaseRef, type RawObject } from '../../src/lease/lease.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import { whoHolds, type WhoHolds } from '../../src/lease/who.ts';
import { NOW, rawLease, type LeaseOptions } from './leases.ts';
import { subject } from './rbac.ts';

export const UUID = '74b9fa94-33c1-481b-bd15-f159ceb3a089';

/** Seconds before NOW at which the Leases of these tests were acquired, unless said otherwise. */
export const ACQUIRED_AGO = 602;

export interface PodOptions {
  readonly namespace?: string;
  readonly name: string;
  readonly uid?: string;
  /** Seconds before NOW; an hour unless said otherwise. */
  readonly createdAgo?: number;
  readonly node?: string;
  readonly hostNetwork?: boolean;
  /** A static Pod, in its node's network. */
  readonly mirror?: boolean;
  readonly account?: string;
  readonly phase?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly hostname?: string;
  readonly owner?: RawObject;
  /** Statuses of its containers, as a kubelet writes them. */
  readonly statuses?: readonly RawObject[];
}

/** Names the Lease that these tests ask about. */
export const NAMES_IT = ['--lease-name=reconciler'];

export function rawPod(options: PodOptions): RawObject {
  const { namespace = 'payments', name, uid = `uid-of-${name}`, createdAgo = 3600 } = options;
  const { mirror = false, account, args = [], env = {}, owner } = options;
  const created = `${formatMicroTime(NOW - createdAgo * SECOND).slice(0, 19)}Z`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...{ namespace, name, uid, creationTimestamp: created, labels: options.labels },
      ...(mirror ? { annotations: { 'kubernetes.io/config.mirror': 'hash' } } : {}),
      ...(owner ? { ownerReferences: [{ controller: true, ...owner }] } : {}),
    },
    spec: {
      nodeName: options.node ?? 'worker-1',
      hostNetwork: options.hostNetwork ?? mirror,
      hostname: options.hostname,
      ...(mirror ? {} : { serviceAccountName: account ?? 'reconciler' }),
      containers: [
        { name: 'c', args, env: Object.entries(env).map(([key, value]) => ({ name: key, value })) },
      ],
    },
    status: { phase: options.phase ?? 'Running', containerStatuses: options.statuses },
  };
}

export interface Scene {
  readonly lease?: LeaseOptions;
  readonly holder: string;
  readonly pods: readonly PodOptions[];
  /** `NAMESPACE/NAME` of the ServiceAccounts that may write the Lease. */
  readonly writers?: readonly string[];
  readonly others?: readonly RawObject[];
  /** Nobody asked for Pods when it was captured. */
  readonly podsUnseen?: boolean;
}

export async function whoHoldsIn(scene: Scene): Promise<WhoHolds> {
  const { evidence, ref } = await evidenceOf(scene);
  return whoHolds(ref, evidence);
}

/** The scene as an archive answers for it. */
export async function evidenceOf(
  scene: Scene,
): Promise<{ readonly evidence: Evidence; readonly ref: LeaseRef; readonly lease: RawObject }> {
  const { holder, lease: options = {}, pods, writers = ['payments/reconciler'] } = scene;
  const lease = rawLease({ ...options, spec: { holderIdentity: holder, ...options.spec } });
  const { ref } = leaseFrom(lease);
  const items = [
    {
      apiVersion: 'kubectl-lease.github.io/v1alpha1',
      kind: 'Capture',
      takenAt: formatMicroTime(NOW),
    },
    lease,
    // One of each kind, or the archive would not have been asked for it.
    ...(scene.podsUnseen ? [] : [ELSEWHERE, ...pods].map(rawPod)),
    ...rights(ref.namespace, writers),
    ...(scene.others ?? []),
  ];
  const evidence = await openArchive({
    path: '-',
    at: undefined,
    stdin: Readable.from([JSON.stringify({ apiVersion: 'v1', kind: 'List', items })]),
    note: () => Promise.resolve(),
  });
  return { evidence, ref, lease };
}

const ELSEWHERE: PodOptions = { name: 'another', namespace: 'other', node: 'another' };

function rights(namespace: string, writers: readonly string[]): RawObject[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const system = { namespace: 'kube-system', name: 'system' };
  const rule = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['update'] };
  const role = (name: string) => ({ kind: 'Role', name });
  return [
    { apiVersion, kind: 'ClusterRole', metadata: { name: 'none' } },
    {
      ...{ apiVersion, kind: 'ClusterRoleBinding', metadata: { name: 'none' } },
      roleRef: { kind: 'ClusterRole', name: 'none' },
    },
    { apiVersion, kind: 'Role', metadata: system },
    { apiVersion, kind: 'RoleBinding', metadata: system, roleRef: role('system') },
    { apiVersion, kind: 'Role', metadata: { namespace, name: 'lock' }, rules: [rule] },
    {
      ...{ apiVersion, kind: 'RoleBinding', metadata: { namespace, name: 'lock' } },
      roleRef: role('lock'),
      subjects: writers.map((name) => subject(`ServiceAccount ${name}`)),
    },
  ];
}

/** "certain Pod payments/a", "likely Node worker-1", "none". */
export function resolved({ verdict: { holder } }: WhoHolds): string {
  const { resolvesTo: to, confidence } = holder;
  if (to === undefined) return confidence;
  const where = to.namespace === undefined ? '' : `${to.namespace}/`;
  return `${confidence} ${to.kind} ${where}${to.name}`;
}
