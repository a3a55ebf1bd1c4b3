// Finds the Pod behind a holder, and what controls it, among the objects of an archive.
import type { Pod, PodSearch, Seen } from '../lease/evidence.ts';
import {
  object,
  ownersFrom,
  text,
  type LeaseRef,
  type OwnerReference,
  type RawObject,
} from '../lease/lease.ts';
import { parseTime } from '../lease/time.ts';

/** A capture is of the whole cluster; of single files only what is in them is known. */
export function findPods(
  objects: readonly RawObject[],
  { namespace, name }: LeaseRef,
): Seen<PodSearch> {
  const everywhere = objects.some((value) => value['kind'] === 'Capture');
  const pods = objects.filter((value) => value['kind'] === 'Pod').map(podFrom);
  const there = everywhere ? pods : pods.filter(({ ref }) => ref.namespace === namespace);
  if (there.length === 0) {
    return {
      seen: false,
      why: `the archive holds no Pods${everywhere ? '' : ` of namespace ${namespace}`}`,
    };
  }
  const value = { pods: pods.filter(({ ref }) => ref.name === name), everywhere };
  const why = 'the archive does not say that it holds all';
  return { seen: true, value: everywhere ? value : { ...value, why } };
}

/** An archive without a single ReplicaSet in the namespace was not asked for them. */
export function findController(
  objects: readonly RawObject[],
  { namespace, name }: LeaseRef,
): Seen<OwnerReference | undefined> {
  const there = objects
    .filter((value) => value['kind'] === 'ReplicaSet')
    .map((value) => object(value['metadata']))
    .filter((metadata) => metadata['namespace'] === namespace);
  if (there.length === 0) {
    return { seen: false, why: `the archive holds no ReplicaSets of namespace ${namespace}` };
  }
  const owners = ownersFrom(there.find((metadata) => metadata['name'] === name) ?? {});
  return { seen: true, value: owners.find((owner) => owner.controller) };
}

function podFrom(raw: RawObject): Pod {
  const metadata = object(raw['metadata']);
  return {
    ref: { namespace: text(metadata['namespace']) ?? '', name: text(metadata['name']) ?? '' },
    uid: text(metadata['uid']) ?? '',
    createdAt: parseTime(metadata['creationTimestamp']),
    nodeName: text(object(raw['spec'])['nodeName']),
    phase: text(object(raw['status'])['phase']),
    deleting: metadata['deletionTimestamp'] !== undefined,
    controller: ownersFrom(metadata).find((owner) => owner.controller),
    serviceAccount: text(object(raw['spec'])['serviceAccountName']),
  };
}
