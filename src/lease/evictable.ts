// Whether the Pod of a holder may be evicted: where it is certain, where that ends it, where it was asked for.
import type { Situation } from './situation.ts';
import type { Wish } from './stepdown.ts';

/** Why it is not evicted, whoever asks; undefined where it may be. */
export function evictionDenied(
  { who, pod }: Pick<Situation, 'who' | 'pod'>,
  { evictIn }: Pick<Wish, 'evictIn'>,
): string | undefined {
  if (!pod.seen) return `no Pod is certain: ${pod.why}`;
  if (pod.value === undefined) return 'no Pod is certain: its Pod is gone';
  const { ref, mirror } = pod.value.pod;
  if (mirror)
    return 'its Pod is static, and an eviction leaves the containers of a static Pod running';
  const { namespace } = who.lease.ref;
  if (ref.namespace === namespace || ref.namespace === evictIn) return undefined;
  return `Pod ${ref.namespace}/${ref.name} is not in namespace ${namespace}: --evict-in-namespace ${ref.namespace} allows its eviction`;
}
