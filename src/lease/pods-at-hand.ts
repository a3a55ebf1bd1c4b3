// Answers what is asked about Pods from a list of them, so that any number of holders costs no request.
import type { Evidence, Seen } from './evidence.ts';
import { object, stringMap, text, type RawObject } from './lease.ts';
import type { Look } from './look.ts';

export interface PodsAtHand extends Pick<Evidence, 'look' | 'review'> {
  /** Whether one of that name, or on a node of that name, is there. */
  has(name: string): boolean;
  ofUid(uid: string): RawObject | undefined;
}

/** `limit`: which Pods the list leaves out. */
export function podsAtHand(pods: readonly RawObject[], limit: string | undefined): PodsAtHand {
  const byName = grouped(pods, (pod) => text(object(pod['metadata'])['name']));
  const byNode = grouped(pods, (pod) => text(object(pod['spec'])['nodeName']));
  const byUid = grouped(pods, (pod) => text(object(pod['metadata'])['uid']));
  return {
    ofUid: (uid) => byUid.get(uid)?.[0],
    has: (name) => byName.has(name) || byNode.has(name),
    look(look) {
      if (look.resource !== 'pods') return Promise.resolve(unasked);
      const among =
        look.name !== undefined
          ? (byName.get(look.name) ?? [])
          : look.node !== undefined
            ? (byNode.get(look.node) ?? [])
            : pods;
      const value = among.filter((pod) => matches(pod, look));
      const partly = look.namespace === undefined && limit !== undefined ? { partly: limit } : {};
      return Promise.resolve({ seen: true, value, ...partly });
    },
    review: () => Promise.resolve(unasked),
  };
}

/** One question for each Lease would be a request for each. */
export const UNASKED = 'it is not asked of many at once';
const unasked: Seen<never> = { seen: false, why: UNASKED };

function grouped(
  pods: readonly RawObject[],
  keyOf: (pod: RawObject) => string | undefined,
): ReadonlyMap<string, readonly RawObject[]> {
  return Map.groupBy(pods, (pod) => keyOf(pod) ?? '');
}

function matches(pod: RawObject, { namespace, node, labels }: Look): boolean {
  const metadata = object(pod['metadata']);
  if (namespace !== undefined && metadata['namespace'] !== namespace) return false;
  if (node !== undefined && object(pod['spec'])['nodeName'] !== node) return false;
  const own = stringMap(metadata['labels']);
  return [...(labels ?? [])].every(([key, wanted]) => own.get(key) === wanted);
}
