// All Leases that a Pod, a node, a zone, a ServiceAccount or a workload holds: what moving it disturbs.
import type { Clock } from './clock.ts';
import type { Evidence, Seen } from './evidence.ts';
import { gapOf, type Gap } from './handover-gap.ts';
import { heldBy, type Held } from './held-by.ts';
import { heldLeases, type HeldLease } from './held-leases.ts';
import { placeOf, type Place } from './holding-place.ts';
import { isDrained, isOf, type Target } from './holding-target.ts';
import { NODE_LEASE_NAMESPACE } from './kind.ts';
import { leaseFrom, type RawObject } from './lease.ts';
import { inMoveOrder, type Move } from './move-order.ts';
import { seenIn } from './none-in-part.ts';
import { podFrom, type Pod } from './pod.ts';
import { podsAtHand } from './pods-at-hand.ts';
import { siblingsFor, standbysOf } from './standby.ts';
import { judge, type Verdict } from './verdict.ts';

/** Its verdict names the Pod or the node that the holder resolves to. */
export interface Holding extends HeldLease, Pick<Held, 'via' | 'node' | 'pod'> {
  /** Undefined where nobody takes it over, or no Pod is known. */
  readonly standbys: Seen<readonly Pod[]> | undefined;
  /** Undefined for what is no election. */
  readonly gap: Gap | undefined;
  /** Of a node and a zone alone. */
  readonly move: Move | undefined;
}

export interface Holdings {
  readonly target: Target;
  readonly answer: 'something' | 'nothing' | 'unknown';
  readonly exists: Seen<boolean>;
  /** How many Pods the target is or has. */
  readonly pods: Seen<number>;
  /** Where it was found; more than one only where none was named. */
  readonly namespaces: readonly string[];
  /** A node's and a zone's in the order to move them. */
  readonly items: readonly Holding[];
  /** A node's own, which no drain disturbs; undefined where there is none. */
  readonly heartbeat: Seen<Holding | undefined> | undefined;
  /** Why not the Leases of all namespaces could be listed. */
  readonly narrowed: string | undefined;
  readonly clock: Clock | undefined;
}

/**
 * At most six requests, of which a paged list counts as one, however large the cluster: Leases,
 * Pods, whether the target exists, a node's heartbeat, and at most two lists of standbys. `objects`:
 * with the Leases as they were given. Throws a Failure where no Lease may be listed.
 */
export async function holdingsOf(
  target: Target,
  evidence: Evidence,
  { objects }: { readonly objects: boolean },
): Promise<Holdings> {
  const [listed, place, heartbeat] = await Promise.all([
    heldLeases(evidence, objects),
    placeOf(target, evidence),
    target.kind === 'Node' ? heartbeatOf(target.name, evidence) : undefined,
  ]);
  const belongs = (pod: Pod): boolean => isOf(target, pod, place.nodes);
  const held = await heldAmong(listed.items, place, belongs);
  const siblings = await siblingsFor(held.flatMap(holderIn), target, place, evidence);
  const items = held.map((item) => {
    const gap = gapOf(item.lease, item.verdict, item.pod);
    const isTaken = gap !== undefined && item.pod !== undefined;
    const standbys = isTaken ? standbysOf(item.pod, siblings, target, place) : undefined;
    return { ...item, gap, standbys, move: undefined };
  });
  const own = place.pods.seen ? place.pods.value.map(podFrom).filter(belongs) : [];
  const namespaces = [...new Set(own.map(({ ref }) => ref.namespace))].sort();
  return {
    target: settled(target, namespaces),
    ...{ answer: answerOf(items, place, listed.narrowed), exists: place.exists },
    pods: place.pods.seen ? { ...place.pods, value: own.length } : place.pods,
    namespaces,
    items: isDrained(target) ? inMoveOrder(items) : items,
    heartbeat: heartbeat && beating(heartbeat, listed.clock),
    ...{ narrowed: listed.narrowed, clock: listed.clock },
  };
}

/** With its namespace where none was named and there is no other. */
function settled(target: Target, namespaces: readonly string[]): Target {
  if (isDrained(target) || target.namespace !== undefined) return target;
  const [namespace, another] = namespaces;
  return another === undefined ? { ...target, namespace } : target;
}

type Found = Omit<Holding, 'standbys' | 'gap' | 'move'>;

async function heldAmong(
  leases: readonly HeldLease[],
  place: Place,
  belongs: (pod: Pod) => boolean,
): Promise<Found[]> {
  const { pods, limit, hosts } = place;
  const atHand = podsAtHand(
    pods.seen ? { pods: pods.value, limit, hosts } : { pods: [], limit: pods.why, hosts },
  );
  const found: Found[] = [];
  for (const item of leases) {
    const held = await heldBy(item, place, atHand, belongs);
    if (held === undefined) continue;
    const { via, node, pod, holder } = held;
    found.push({ ...item, via, node, pod, verdict: { ...item.verdict, holder } });
  }
  return found;
}

function holderIn({ pod }: Found): Pod[] {
  return pod === undefined ? [] : [pod];
}

function heartbeatOf(name: string, evidence: Evidence): Promise<Seen<readonly RawObject[]>> {
  return evidence.look({ resource: 'leases', namespace: NODE_LEASE_NAMESPACE, name });
}

/** Judged by the clock of the other Leases, which were listed at the same moment. */
function beating(
  found: Seen<readonly RawObject[]>,
  clock: Clock | undefined,
): Seen<Holding | undefined> {
  if (!found.seen) return found;
  const [raw] = found.value;
  if (raw === undefined || clock === undefined) return seenIn(undefined, found.partly, true);
  const lease = leaseFrom(raw);
  const unmoved = { pod: undefined, standbys: undefined, gap: undefined };
  const move = {
    how: 'stays',
    why: "the node's heartbeat: a drain leaves the node there",
  } as const;
  return {
    seen: true,
    value: {
      ...{ lease, raw, verdict: judge(lease, clock), clock, ...unmoved, move },
      ...{ via: 'about', node: lease.ref.name },
    },
  };
}

function answerOf(
  items: readonly { readonly verdict: Verdict }[],
  { pods }: Place,
  narrowed: string | undefined,
): Holdings['answer'] {
  if (items.some(({ verdict }) => verdict.standing.word !== 'unknown')) return 'something';
  const isWhole = pods.seen && pods.partly === undefined && narrowed === undefined;
  return items.length === 0 && isWhole ? 'nothing' : 'unknown';
}
