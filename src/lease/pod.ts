// What a Pod says of itself, as far as a verdict rests on it.
import { configMapsOf, containersFrom, type Container } from './container.ts';
import {
  list,
  object,
  ownersFrom,
  stringMap,
  text,
  type LeaseRef,
  type OwnerReference,
  type RawObject,
} from './lease.ts';
import { parseTime, type Micros } from './time.ts';

export interface Pod {
  readonly ref: LeaseRef;
  readonly uid: string;
  /** The API server's clock. */
  readonly createdAt: Micros | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly nodeName: string | undefined;
  /** spec.hostname: what its containers are told where it is not the Pod's name. */
  readonly hostname: string | undefined;
  readonly phase: string | undefined;
  /** Its condition Ready; undefined where the kubelet has not said. */
  readonly ready: boolean | undefined;
  readonly deleting: boolean;
  readonly controller: OwnerReference | undefined;
  /** The ServiceAccount that it runs as, in its own namespace. */
  readonly serviceAccount: string | undefined;
  readonly hostNetwork: boolean;
  /** The API server's picture of a static Pod: deleting it leaves the containers running. */
  readonly mirror: boolean;
  readonly containers: readonly Container[];
  /** Mounted by name. */
  readonly configMaps: readonly string[];
}

export const MIRROR = 'kubernetes.io/config.mirror';

/** Accepts anything: what has the wrong type counts as absent. */
export function podFrom(raw: RawObject): Pod {
  const metadata = object(raw['metadata']);
  const spec = object(raw['spec']);
  const status = object(raw['status']);
  const ready = list(status['conditions']).find((condition) => condition['type'] === 'Ready');
  return {
    ref: { namespace: text(metadata['namespace']) ?? '', name: text(metadata['name']) ?? '' },
    uid: text(metadata['uid']) ?? '',
    createdAt: parseTime(metadata['creationTimestamp']),
    labels: stringMap(metadata['labels']),
    nodeName: text(spec['nodeName']),
    hostname: text(spec['hostname']),
    phase: text(status['phase']),
    ready: ready && ready['status'] === 'True',
    deleting: text(metadata['deletionTimestamp']) !== undefined,
    controller: ownersFrom(metadata).find((owner) => owner.controller),
    serviceAccount: text(spec['serviceAccountName']),
    hostNetwork: spec['hostNetwork'] === true,
    mirror: stringMap(metadata['annotations']).has(MIRROR),
    containers: containersFrom(spec, status),
    configMaps: configMapsOf(spec),
  };
}

/** Nothing of it runs any more, whatever its name still says. */
export function hasEnded({ phase }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
