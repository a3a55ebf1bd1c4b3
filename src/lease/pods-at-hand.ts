// Answers what is asked about Pods from a list of them, so that any number of holders costs no request.
import type { Evidence, Seen } from './evidence.ts';
import { object, stringMap, text, type RawObject } from './lease.ts';
import type { Look } from './look.ts';

export interface PodsAtHand extends Pick<Evidence, 'look' | 'review'> {
  /** Whether one of that name, or on a node or host of that name, is there. */
  has(name: string): boolean;
  ofUid(uid: string): RawObject | undefined;
}

export interface ListedPods {
  readonly pods: readonly RawObject[];
  /** Which Pods were not listed; undefined: none was left out. */
  readonly limit: string | undefined;
  /** Nodes all of whose Pods were listed, by each of their names as hosts. */
  readonly hosts: ReadonlyMap<string, string>;
}

export function podsAtHand({ pods, limit, hosts }: ListedPods): PodsAtHand {
  const byName = grouped(pods, (pod) => text(object(pod['metadata'])['name']));
  const byNode = grouped(pods, (pod) => text(object(pod['spec'])['nodeName']));
  const byUid = grouped(pods, (pod) => text(object(pod['metadata'])['uid']));
  const onHost = (host: string) => byNode.get(hosts.get(host) ?? host) ?? [];
  return {
    ofUid: (uid) => byUid.get(uid)?.[0],
    has: (name) => byName.has(name) || onHost(name.toLowerCase()).length > 0,
    look(look) {
      const { resource, namespace, name, node, labels } = look;
      if (resource !== 'pods') return Promise.resolve(unasked);
      const among = node !== undefined ? onHost(node) : (byName.get(name ?? '') ?? []);
      const value = (name === undefined && node === undefined ? pods : among).filter((pod) =>
        matches(pod, { namespace, name, labels }),
      );
      const isWhole = namespace !== undefined || (node !== undefined && hosts.has(node));
      const partly = isWhole || limit === undefined ? {} : { partly: limit };
      return Promise.resolve({ seen: true, value, ...partly });
    },
    review: () => Promise.resolve(unasked),
  };
}

/** One question for each Lease would be a request for each. */
const unasked: Seen<never> = { seen: false, why: 'it is not asked of many Leases at once' };

function grouped(
  pods: readonly RawObject[],
  keyOf: (pod: RawObject) => string | undefined,
): ReadonlyMap<string, readonly RawObject[]> {
  return Map.groupBy(pods, (pod) => keyOf(pod) ?? '');
}

function matches(
  pod: RawObject,
  { namespace, name, labels }: Pick<Look, 'namespace' | 'name' | 'labels'>,
): boolean {
  const metadata = object(pod['metadata']);
  if (namespace !== undefined && metadata['namespace'] !== namespace) return false;
  if (name !== undefined && metadata['name'] !== name) return false;
  const own = stringMap(metadata['labels']);
  return [...(labels ?? [])].every(([key, wanted]) => own.get(key) === wanted);
}
