// Finds the Pod behind a holder, and what controls it, among the objects of an archive.
import type { Pod, Seen } from '../lease/evidence.ts';
import {
  object,
  ownersFrom,
  text,
  type LeaseRef,
  type OwnerReference,
  type RawObject,
} from '../lease/lease.ts';
import { parseTime } from '../lease/time.ts';

export function findPod(objects: readonly RawObject[], ref: LeaseRef): Seen<Pod | undefined> {
  const found = lookUp(objects, 'Pod', 'Pods', ref);
  return found.seen && found.value
    ? { seen: true, value: podFrom(found.value) }
    : (found as Seen<undefined>);
}

export function findController(
  objects: readonly RawObject[],
  ref: LeaseRef,
): Seen<OwnerReference | undefined> {
  const found = lookUp(objects, 'ReplicaSet', 'ReplicaSets', ref);
  if (!found.seen) return found;
  const owners = ownersFrom(object(object(found.value)['metadata']));
  return { seen: true, value: owners.find((owner) => owner.controller) };
}

/** An archive without a single object of that kind in the namespace was not asked for them. */
function lookUp(
  objects: readonly RawObject[],
  kind: string,
  plural: string,
  { namespace, name }: LeaseRef,
): Seen<RawObject | undefined> {
  const there = objects.filter(
    (value) => value['kind'] === kind && object(value['metadata'])['namespace'] === namespace,
  );
  if (there.length === 0) {
    return { seen: false, why: `the archive holds no ${plural} of namespace ${namespace}` };
  }
  return { seen: true, value: there.find((value) => object(value['metadata'])['name'] === name) };
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
  };
}
