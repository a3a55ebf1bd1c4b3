// The workload above a Pod: what keeps it running, at which revision, from which image.
import {
  int32,
  list,
  object,
  stringMap,
  text,
  type LeaseRef,
  type OwnerReference,
  type RawObject,
} from './lease.ts';
import type { Resource } from './look.ts';

export interface Workload {
  readonly kind: string;
  readonly apiVersion: string;
  readonly ref: LeaseRef;
  readonly uid: string;
  /** As `kubectl rollout history` counts them; a Deployment's alone. */
  readonly revision: string | undefined;
  readonly images: readonly string[];
  /** Wanted; undefined where it counts none, as a DaemonSet does. */
  readonly replicas: number | undefined;
  readonly readyReplicas: number | undefined;
  /** The labels of its Pods; undefined where it selects them by other means. */
  readonly podLabels: ReadonlyMap<string, string> | undefined;
}

/** What can be looked up of a Pod's controllers. */
export const WORKLOADS: ReadonlyMap<string, Resource> = new Map([
  ['Deployment', 'deployments'],
  ['ReplicaSet', 'replicasets'],
  ['StatefulSet', 'statefulsets'],
  ['DaemonSet', 'daemonsets'],
  ['Job', 'jobs'],
] as const);

const REVISION = 'deployment.kubernetes.io/revision';

/** Of the object that an ownerReference names. */
export function workloadFrom(
  raw: RawObject,
  { kind, apiVersion }: Pick<OwnerReference, 'kind' | 'apiVersion'>,
): Workload {
  const metadata = object(raw['metadata']);
  const spec = object(raw['spec']);
  const status = object(raw['status']);
  const selector = object(spec['selector']);
  const simple = list(selector['matchExpressions']).length === 0;
  const labels = stringMap(selector['matchLabels']);
  return {
    kind,
    apiVersion,
    ref: { namespace: text(metadata['namespace']) ?? '', name: text(metadata['name']) ?? '' },
    uid: text(metadata['uid']) ?? '',
    revision: stringMap(metadata['annotations']).get(REVISION),
    images: list(object(object(spec['template'])['spec'])['containers']).flatMap(
      (container) => text(container['image']) ?? [],
    ),
    replicas: int32(spec['replicas'], 0),
    readyReplicas: int32(status['readyReplicas'], 0) ?? int32(status['numberReady'], 0),
    podLabels: simple && labels.size > 0 ? labels : undefined,
  };
}
