// What it is of which `who-holds` tells what it holds: a Pod, a node, a zone, a ServiceAccount, a workload.
import type { Pod } from './pod.ts';

/** The kinds of workload that a Pod says it belongs to. */
export const WORKLOAD_KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
] as const;
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** A zone is what Nodes are labelled with. */
export interface DrainTarget {
  readonly kind: 'Node' | 'Zone';
  readonly name: string;
}

export interface NamespacedTarget {
  readonly kind: 'Pod' | 'ServiceAccount' | WorkloadKind;
  /** Undefined: all of them (an archive). */
  readonly namespace: string | undefined;
  readonly name: string;
}

export type Target = DrainTarget | NamespacedTarget;

export function isDrained(target: Target): target is DrainTarget {
  return target.kind === 'Node' || target.kind === 'Zone';
}

export const ZONE = 'topology.kubernetes.io/zone';

/** The label by which a Deployment tells its ReplicaSets apart, and the end of their names. */
export const TEMPLATE_HASH = 'pod-template-hash';

/** `nodes`: those that a node or a zone is. */
export function isOf(target: Target, pod: Pod, nodes: ReadonlySet<string>): boolean {
  if (isDrained(target)) return pod.nodeName !== undefined && nodes.has(pod.nodeName);
  const { kind, namespace = pod.ref.namespace, name } = target;
  if (pod.ref.namespace !== namespace) return false;
  if (kind === 'Pod') return pod.ref.name === name;
  if (kind === 'ServiceAccount') return (pod.serviceAccount ?? 'default') === name;
  return controls(kind, name, pod);
}

/**
 * A Deployment's Pod names its ReplicaSet alone, whose name is the Deployment's and the hash that
 * the Pod is labelled with (pkg/controller/deployment/sync.go, getNewReplicaSet).
 */
function controls(kind: WorkloadKind, name: string, { controller, labels }: Pod): boolean {
  if (controller === undefined) return false;
  if (kind !== 'Deployment') return controller.kind === kind && controller.name === name;
  const hash = labels.get(TEMPLATE_HASH);
  return controller.kind === 'ReplicaSet' && controller.name === `${name}-${hash ?? ''}`;
}
