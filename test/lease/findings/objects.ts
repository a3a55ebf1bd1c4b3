// Objects around a Lease, as an API server gives them, with only what a finding looks at.
import type { RawObject } from '../../../src/lease/lease.ts';
import { formatMicroTime, SECOND } from '../../../src/lease/time.ts';
import { NOW, rawLease, type LeaseOptions } from '../leases.ts';
import { rule, subject } from '../rbac.ts';

/** The Pod that the Lease of leases.ts names as its holder. */
export const POD = 'reconciler-5dd487bb7b-5ffjv';

export function ago(seconds: number): string {
  return `${formatMicroTime(NOW - seconds * SECOND).slice(0, 19)}Z`;
}

export interface PodOptions {
  readonly name?: string;
  readonly namespace?: string;
  readonly ready?: boolean;
  readonly phase?: string;
  readonly deleting?: boolean;
  readonly account?: string;
  readonly args?: readonly string[];
  /** Of its container `manager`. */
  readonly state?: RawObject;
  readonly env?: Readonly<Record<string, string>>;
  /** A container `proxy` beside it, with that state, which is not ready; it has its own arguments. */
  readonly sidecar?: {
    readonly state: RawObject;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  };
  /** The condition Ready, where it is not as its containers are. */
  readonly condition?: boolean;
  readonly createdAgo?: number;
}

export function pod(options: PodOptions): RawObject {
  const { name = POD, namespace = 'payments', ready = true, phase = 'Running' } = options;
  const { sidecar, condition = ready && sidecar === undefined } = options;
  const state = options.state ?? { running: { startedAt: ago(1200) } };
  return {
    kind: 'Pod',
    metadata: {
      ...{
        name,
        namespace,
        uid: `pod-${name}`,
        creationTimestamp: ago(options.createdAgo ?? 1200),
      },
      ...(options.deleting ? { deletionTimestamp: ago(5) } : {}),
    },
    spec: {
      nodeName: 'worker-1',
      serviceAccountName: options.account ?? 'reconciler',
      containers: [
        { name: 'manager', ...told(options) },
        ...(sidecar === undefined ? [] : [{ name: 'proxy', ...told(sidecar) }]),
      ],
    },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: condition ? 'True' : 'False' }],
      containerStatuses: [
        { name: 'manager', ready, restartCount: 3, state },
        ...(sidecar === undefined
          ? []
          : [{ name: 'proxy', ready: false, restartCount: 3, state: sidecar.state }]),
      ],
    },
  };
}

function told({ args = [], env = {} }: Pick<PodOptions, 'args' | 'env'>): RawObject {
  return {
    ...{ image: 'example/manager:1', args },
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
  };
}

export interface GrantOptions {
  /** Undefined: a ClusterRole and its ClusterRoleBinding. */
  readonly namespace?: string;
  readonly name: string;
  /** Of the role, where that has another. */
  readonly role?: string;
  readonly to: readonly string[];
  /** As rule() reads them. */
  readonly rules: readonly string[];
}

/** A role and its binding. */
export function grant({
  namespace,
  name,
  role: called = name,
  to,
  rules,
}: GrantOptions): RawObject[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const role = namespace === undefined ? 'ClusterRole' : 'Role';
  const metadata = { namespace, name };
  return [
    { apiVersion, kind: role, metadata: { namespace, name: called }, rules: rules.map(rule) },
    {
      ...{ apiVersion, kind: `${role}Binding`, metadata },
      roleRef: { kind: role, name: called },
      subjects: to.map(subject),
    },
  ];
}

/** To the ServiceAccount of the holder. */
export function granted(rules: string, namespace?: string): GrantOptions {
  const to = ['ServiceAccount payments/reconciler'];
  return { ...(namespace === undefined ? {} : { namespace }), name: 'more', to, rules: [rules] };
}

export function becameLeader(
  identity: string,
  minutesAgo: number,
  more: RawObject = {},
): RawObject {
  const at = ago(minutesAgo * 60);
  return {
    kind: 'Event',
    metadata: { name: `e-${minutesAgo}`, namespace: 'payments', creationTimestamp: at },
    involvedObject: { kind: 'Lease', name: 'reconciler', namespace: 'payments' },
    reason: 'LeaderElection',
    message: `${identity} became leader`,
    ...{ firstTimestamp: at, lastTimestamp: at, count: 1 },
    ...more,
  };
}

export function node(ready: string, changedAgo = 60): RawObject {
  return {
    kind: 'Node',
    metadata: { name: 'worker-1' },
    status: {
      conditions: [
        {
          ...{ type: 'Ready', status: ready, reason: 'NodeStatusUnknown' },
          lastTransitionTime: ago(changedAgo),
        },
      ],
    },
  };
}

/** The kubelet's heartbeat of worker-1. */
export function heartbeat(options: LeaseOptions = {}): LeaseOptions {
  return {
    ...{
      namespace: 'kube-node-lease',
      name: 'worker-1',
      owner: { kind: 'Node', name: 'worker-1' },
    },
    ...options,
    spec: {
      ...{ holderIdentity: 'worker-1', leaseDurationSeconds: 40 },
      ...{ acquireTime: null, leaseTransitions: null },
      ...options.spec,
    },
  };
}

/** The identity of an API server on that host. */
export function apiServer(host: string, options: LeaseOptions = {}): LeaseOptions {
  const name = `apiserver-${host.padEnd(26, 'a')}`;
  return {
    ...{ namespace: 'kube-system', name },
    ...options,
    labels: {
      'apiserver.kubernetes.io/identity': 'kube-apiserver',
      'kubernetes.io/hostname': host,
    },
    spec: {
      ...{ holderIdentity: `${name}_74b9fa94-33c1-481b-bd15-f159ceb3a089` },
      ...{ leaseDurationSeconds: 3600, acquireTime: null, leaseTransitions: null },
    },
  };
}

export interface CandidateOptions {
  readonly binary?: string;
  readonly emulation?: string;
  readonly strategy?: string;
  readonly createdAgo?: number;
  readonly pingedAgo?: number;
}

export function candidate(name: string, options: CandidateOptions = {}): RawObject {
  const { binary = '1.36.0', emulation = '1.36.0', strategy = 'OldestEmulationVersion' } = options;
  return {
    kind: 'LeaseCandidate',
    metadata: { name, namespace: 'payments', creationTimestamp: ago(options.createdAgo ?? 500) },
    spec: {
      ...{ leaseName: 'reconciler', binaryVersion: binary, emulationVersion: emulation, strategy },
      renewTime: formatMicroTime(NOW - 100 * SECOND),
      ...(options.pingedAgo === undefined
        ? {}
        : { pingTime: formatMicroTime(NOW - options.pingedAgo * SECOND) }),
    },
  };
}

export const COORDINATED = {
  spec: { strategy: 'OldestEmulationVersion', holderIdentity: 'a', acquireTime: null },
} satisfies LeaseOptions;

/** An election of another program beside it. */
export function neighbour(name: string, manager: string): RawObject {
  const raw = rawLease({ name });
  const metadata = raw['metadata'] as RawObject;
  const fields = metadata['managedFields'] as RawObject[];
  return {
    ...raw,
    metadata: { ...metadata, managedFields: fields.map((it) => ({ ...it, manager })) },
  };
}
