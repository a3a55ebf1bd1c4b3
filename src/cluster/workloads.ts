// From client-node's objects to the few facts of a Pod that a verdict rests on.
import type { V1ObjectMeta, V1Pod } from '@kubernetes/client-node';
import type { Pod } from '../lease/evidence.ts';
import type { OwnerReference } from '../lease/lease.ts';

export function podFrom({ metadata, spec, status }: V1Pod): Pod {
  const created = metadata?.creationTimestamp?.getTime();
  return {
    ref: { namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' },
    uid: metadata?.uid ?? '',
    createdAt: created === undefined ? undefined : created * 1000,
    nodeName: spec?.nodeName,
    phase: status?.phase,
    deleting: metadata?.deletionTimestamp !== undefined,
    controller: controllerOf(metadata),
    serviceAccount: spec?.serviceAccountName,
  };
}

export function controllerOf(metadata: V1ObjectMeta | undefined): OwnerReference | undefined {
  const owner = metadata?.ownerReferences?.find((reference) => reference.controller === true);
  if (!owner) return undefined;
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.name,
    uid: owner.uid,
    controller: true,
  };
}
