// What keeps a Pod running: its controller, or the one above that.
import type { Evidence, Seen } from './evidence.ts';
import { object, ownersFrom, text, type OwnerReference } from './lease.ts';
import type { Resource } from './look.ts';
import type { Pod } from './pod.ts';

export interface Controller extends OwnerReference {
  /** What made it: the CronJob of a Job. */
  readonly madeBy?: OwnerReference;
}

/** Controllers that have one above them. */
const HAVE_ABOVE: ReadonlyMap<string, Resource> = new Map([
  ['ReplicaSet', 'replicasets'],
  ['Job', 'jobs'],
] as const);

/**
 * A Deployment rather than its ReplicaSet; a Job with its CronJob, because it does not keep its Pods
 * for ever. At most one request; where that is not answered, the Pod's own controller stands alone,
 * and `partly` says why. Seen and undefined: nothing starts it again but its kubelet.
 */
export async function controllerOf(
  pod: Pod,
  evidence: Pick<Evidence, 'look'>,
): Promise<Seen<Controller | undefined>> {
  const { controller, ref, mirror } = pod;
  // A static Pod's is its Node (kubelet pkg/pod/mirror_client.go), which is no workload.
  if (mirror || controller === undefined) return { seen: true, value: undefined };
  const resource = HAVE_ABOVE.get(controller.kind);
  if (resource === undefined) return { seen: true, value: controller };
  const { namespace } = ref;
  const seen = await evidence.look({ resource, namespace, name: controller.name });
  if (!seen.seen) return { seen: true, value: controller, partly: seen.why };
  const [raw] = seen.value;
  if (raw === undefined) return { ...seen, value: controller };
  const metadata = object(raw['metadata']);
  // Another of the same name may have come after it.
  const isIt = (text(metadata['uid']) ?? controller.uid) === controller.uid;
  const above = isIt ? ownersFrom(metadata).find((owner) => owner.controller) : undefined;
  if (above === undefined) return { seen: true, value: controller };
  const value = controller.kind === 'Job' ? { ...controller, madeBy: above } : above;
  return { seen: true, value };
}
