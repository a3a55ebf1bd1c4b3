// Which Pods would take over from a holder, from as few lists as there may be Pods.
import type { Evidence, Seen } from './evidence.ts';
import { isDrained, TEMPLATE_HASH, type Target } from './holding-target.ts';
import type { Place } from './holding-place.ts';
import { seenIn } from './none-in-part.ts';
import { podFrom, type Pod } from './pod.ts';

/** Labels by which a controller tells one revision of its Pods from the next. */
const REVISIONS = [TEMPLATE_HASH, 'controller-revision-hash'];

/** More values make a request that is too long; then all Pods are listed. */
const MOST_VALUES = 200;

/** The Pods that may stand by for these holders; at most two requests, and none but for a node. */
export async function siblingsFor(
  holders: readonly Pod[],
  target: Target,
  place: Place,
  evidence: Pick<Evidence, 'look'>,
): Promise<Seen<readonly Pod[]>> {
  if (target.kind !== 'Node') {
    return place.pods.seen ? { ...place.pods, value: place.pods.value.map(podFrom) } : place.pods;
  }
  const found = await Promise.all(
    REVISIONS.map((label) => ({ label, values: valuesOf(label, holders) }))
      .filter(({ values }) => values.length > 0)
      .map((oneOf) =>
        evidence.look({
          resource: 'pods',
          ...(oneOf.values.length > MOST_VALUES ? {} : { oneOf }),
        }),
      ),
  );
  const unseen = found.find((it) => !it.seen);
  if (unseen !== undefined) return unseen;
  const partly = found.find((it) => it.seen && it.partly !== undefined);
  return {
    ...partly,
    seen: true,
    value: found.flatMap((it) => (it.seen ? it.value.map(podFrom) : [])),
  };
}

function valuesOf(label: string, pods: readonly Pod[]): string[] {
  return [...new Set(pods.flatMap(({ labels }) => labels.get(label) ?? []))].sort();
}

/**
 * Ready Pods of the same controller, and so of the same revision, which stay where they are: of a
 * node and a zone those on other nodes. Undefined for a static Pod, which no other replaces.
 */
export function standbysOf(
  pod: Pod,
  siblings: Seen<readonly Pod[]>,
  target: Target,
  { nodes }: Place,
): Seen<readonly Pod[]> | undefined {
  if (pod.mirror) return undefined;
  const { controller } = pod;
  if (controller === undefined) return { seen: true, value: [] };
  if (!siblings.seen) return siblings;
  const marked = REVISIONS.some((label) => pod.labels.has(label));
  if (target.kind === 'Node' && !marked) {
    return { seen: false, why: `its ${controller.kind} does not label its Pods by revision` };
  }
  const value = siblings.value.filter(
    (it) =>
      it.uid !== pod.uid &&
      it.ref.namespace === pod.ref.namespace &&
      it.controller?.kind === controller.kind &&
      it.controller.name === controller.name &&
      it.ready === true &&
      !it.deleting &&
      !(isDrained(target) && nodes.has(it.nodeName ?? '')),
  );
  return seenIn(value, siblings.partly, value.length === 0);
}
