// What the core may want to see besides a Lease, and how such a question is put in words.
import type { LeaseRef } from './lease.ts';

/** The kind of each resource, its API, and whether it lives in a namespace. */
export const RESOURCES = {
  pods: { kind: 'Pod', apiVersion: 'v1', namespaced: true },
  replicasets: { kind: 'ReplicaSet', apiVersion: 'apps/v1', namespaced: true },
  deployments: { kind: 'Deployment', apiVersion: 'apps/v1', namespaced: true },
  statefulsets: { kind: 'StatefulSet', apiVersion: 'apps/v1', namespaced: true },
  daemonsets: { kind: 'DaemonSet', apiVersion: 'apps/v1', namespaced: true },
  jobs: { kind: 'Job', apiVersion: 'batch/v1', namespaced: true },
  serviceaccounts: { kind: 'ServiceAccount', apiVersion: 'v1', namespaced: true },
  nodes: { kind: 'Node', apiVersion: 'v1', namespaced: false },
  events: { kind: 'Event', apiVersion: 'v1', namespaced: true },
  leases: { kind: 'Lease', apiVersion: 'coordination.k8s.io/v1', namespaced: true },
  leasecandidates: {
    kind: 'LeaseCandidate',
    apiVersion: 'coordination.k8s.io/v1beta1',
    namespaced: true,
  },
  clusterroles: {
    kind: 'ClusterRole',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    namespaced: false,
  },
  clusterrolebindings: {
    kind: 'ClusterRoleBinding',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    namespaced: false,
  },
  roles: { kind: 'Role', apiVersion: 'rbac.authorization.k8s.io/v1', namespaced: true },
  rolebindings: {
    kind: 'RoleBinding',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    namespaced: true,
  },
} as const;

export type Resource = keyof typeof RESOURCES;

/** One request, or one list page by page. */
export interface Look {
  readonly resource: Resource;
  /** Undefined: the whole cluster. */
  readonly namespace?: string | undefined;
  /** The one of this name; without a namespace, all of this name. */
  readonly name?: string | undefined;
  /** Labels that it must have. */
  readonly labels?: ReadonlyMap<string, string> | undefined;
  /** Of Pods: those that are bound to the Node of this name. */
  readonly node?: string | undefined;
  /** A label that must have one of these values. */
  readonly oneOf?: { readonly label: string; readonly values: readonly string[] } | undefined;
  /** Of Events: those about this Lease alone, which is in the same namespace. */
  readonly about?: LeaseRef | undefined;
}

/** Answered by a read of one object rather than by a list. */
export function isOne({ resource, namespace, name }: Look): boolean {
  return name !== undefined && (namespace !== undefined || !RESOURCES[resource].namespaced);
}

/** "list pods in all namespaces", as a refusal continues it. */
export function lookInWords(look: Look): string {
  const verb = isOne(look) ? 'get' : 'list';
  if (!RESOURCES[look.resource].namespaced) return `${verb} ${look.resource}`;
  const where = look.namespace === undefined ? 'all namespaces' : look.namespace;
  return `${verb} ${look.resource} in ${where}`;
}

/** The same for two looks that ask the same. */
export function lookKey({ resource, namespace, name, labels, node, oneOf, about }: Look): string {
  const selector = [...(labels ?? [])].map(([key, value]) => `${key}=${value}`).sort();
  const of = node === undefined ? [] : [node];
  const among = oneOf === undefined ? [] : [[oneOf.label, [...oneOf.values].sort()]];
  return JSON.stringify([
    ...[resource, namespace ?? '', name ?? '', selector, about?.name ?? ''],
    ...[...of, ...among],
  ]);
}
