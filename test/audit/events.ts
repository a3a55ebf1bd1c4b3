// Audit events as kube-apiserver writes them, changed where a test says so.
import { formatMicroTime, parseTime, SECOND, type Micros } from '../../src/lease/time.ts';

/** The moment from which the tests count seconds. */
export const START: Micros = parseTime('2026-11-25T03:00:00Z') ?? 0;

export const REF = { namespace: 'payments', name: 'reconciler' };

export interface EventOptions {
  /** Seconds after START. */
  readonly at: number;
  readonly verb?: string;
  readonly code?: number;
  readonly level?: 'Metadata' | 'Request' | 'RequestResponse';
  /** A Pod of that name with a ServiceAccount's token, or a user. */
  readonly pod?: string;
  readonly podUid?: string;
  readonly user?: string;
  readonly as?: string;
  readonly agent?: string;
  readonly manager?: string;
  readonly name?: string;
  /** What the body of the request says; `stored` is its answer's. */
  readonly asked?: unknown;
  readonly stored?: unknown;
  readonly on?: number;
  /** Merged into the event. */
  readonly more?: Record<string, unknown>;
}

export function auditEvent(options: EventOptions): Record<string, unknown> {
  const { at, verb = 'update', code = 200, level = 'RequestResponse', pod, as } = options;
  const { name = REF.name, agent = pod ? 'manager' : 'kubectl' } = options;
  const time = formatMicroTime(START + Math.round(at * SECOND));
  const query = options.manager === undefined ? '' : `?fieldManager=${options.manager}`;
  return {
    ...{ kind: 'Event', apiVersion: 'audit.k8s.io/v1', level, auditID: `id-${at}-${verb}` },
    stage: 'ResponseComplete',
    requestURI: `/apis/coordination.k8s.io/v1/namespaces/payments/leases/${name}${query}`,
    verb,
    user: userOf(options),
    ...(as === undefined ? {} : { impersonatedUser: { username: as } }),
    sourceIPs: ['192.0.2.7'],
    userAgent: `${agent}/v1.36.3 (linux/amd64)`,
    objectRef: {
      ...{ resource: 'leases', namespace: 'payments', name, apiGroup: 'coordination.k8s.io' },
      ...(options.on === undefined ? {} : { resourceVersion: String(options.on) }),
    },
    responseStatus: { metadata: {}, code },
    ...(level === 'Metadata' ? {} : { requestObject: options.asked }),
    ...(level === 'RequestResponse' ? { responseObject: options.stored } : {}),
    ...{ requestReceivedTimestamp: time, stageTimestamp: time, annotations: {} },
    ...options.more,
  };
}

function userOf({ pod, podUid = pod, user = 'kubernetes-admin' }: EventOptions): unknown {
  if (pod === undefined) return { username: user, groups: ['system:authenticated'] };
  return {
    username: 'system:serviceaccount:payments:reconciler',
    extra: {
      'authentication.kubernetes.io/pod-name': [pod],
      'authentication.kubernetes.io/pod-uid': [podUid],
      'authentication.kubernetes.io/node-name': ['worker-1'],
    },
  };
}

export interface Spec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
  readonly strategy?: string;
  readonly preferredHolder?: string;
}

export function storedLease(spec: Spec, { version = 1, uid = 'uid-1' } = {}): unknown {
  return {
    ...{ kind: 'Lease', apiVersion: 'coordination.k8s.io/v1' },
    metadata: { ...REF, uid, resourceVersion: String(version) },
    spec,
  };
}

export function logOf(events: readonly unknown[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}
