// Looks for Pods in the whole cluster, or where that may not be seen in the Lease's namespace.
import type { Evidence, Seen } from './evidence.ts';
import type { Look } from './look.ts';
import { podFrom, type Pod } from './pod.ts';

export interface PodSearch {
  readonly pods: readonly Pod[];
  /** All namespaces were searched, not only that of the Lease. */
  readonly everywhere: boolean;
  /** Why not everywhere. */
  readonly why?: string;
  /** Why not even all of that namespace. */
  readonly partly?: string | undefined;
}

/** One request, or two where only the Lease's namespace may be seen, and `narrowed` does not say so. */
export async function searchPods(
  by: Pick<Look, 'name' | 'node'>,
  namespace: string,
  evidence: Pick<Evidence, 'look'>,
  narrowed?: string,
): Promise<Seen<PodSearch>> {
  const all =
    narrowed === undefined
      ? await evidence.look({ resource: 'pods', ...by })
      : { seen: false as const, why: narrowed };
  if (all.seen) {
    const pods = all.value.map(podFrom);
    if (all.partly === undefined) return { seen: true, value: { pods, everywhere: true } };
    if (pods.length > 0) return { seen: true, value: { pods, everywhere: false, why: all.partly } };
  }
  const here = await evidence.look({ resource: 'pods', namespace, ...by });
  if (!here.seen) return here;
  const why = all.seen ? all.partly : all.why;
  const search = { pods: here.value.map(podFrom), everywhere: false, partly: here.partly };
  return { seen: true, value: why === undefined ? search : { ...search, why } };
}

/** Gone is only what would have been seen anywhere. */
export function noPod(
  { everywhere, why = '', partly }: PodSearch,
  namespace: string,
): Seen<undefined> {
  if (everywhere) return { seen: true, value: undefined };
  if (partly !== undefined) return { seen: false, why: partly };
  return { seen: false, why: `only namespace ${namespace} was searched: ${why}` };
}
