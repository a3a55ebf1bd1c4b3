// In which order to move what a node or a zone holds, so that a drain disturbs least.
import type { Gap } from './handover-gap.ts';
import type { Seen } from './evidence.ts';
import type { Kind } from './kind.ts';
import type { Pod } from './pod.ts';

export type Move =
  /** Its Pod is the so-manieth to be evicted. */
  | { readonly how: 'step'; readonly step: number }
  /** Before the drain: evicting its Pod may cost data, or break off what it guards. */
  | { readonly how: 'by-hand'; readonly why: string }
  /** `kubectl drain` passes its Pod over. */
  | { readonly how: 'stays'; readonly why: string }
  | { readonly how: 'unknown'; readonly why: string };

export interface Movable {
  readonly verdict: { readonly kind: Kind };
  readonly pod: Pod | undefined;
  /** Ready Pods of the same controller that stay; undefined where nobody could take it over. */
  readonly standbys: Seen<readonly Pod[]> | undefined;
  readonly gap: Gap | undefined;
}

/**
 * 1. What its owner moves by hand: locks, and the primaries of data systems.
 * 2. Pods all of whose Leases have a standby elsewhere, the shortest gap first.
 * 3. Pods of which that is not known, then those without any standby, whose gap lasts until a new
 *    Pod runs; last those that nothing starts again.
 * 4. What a drain leaves where it is, and what cannot be told.
 *
 * Leases of one Pod move together.
 */
export function inMoveOrder<Item extends Movable>(
  items: readonly Item[],
): (Item & { readonly move: Move })[] {
  const groups = [...Map.groupBy(items, groupOf).values()].map((group) => ({
    group,
    key: keyOf(group),
  }));
  groups.sort((a, b) => compare(a.key, b.key));
  let steps = 0;
  return groups.flatMap(({ group, key: [rank] }) => {
    if (STEPS.has(rank)) steps += 1;
    return group.map((item) => ({ ...item, move: moveOf(item, group, rank, steps) }));
  });
}

const BY_HAND = 0;
const WITH_STANDBY = 1;
const NOT_KNOWN = 2;
const ALONE = 3;
const UNKNOWN = 4;
const STAYS = 5;
const STEPS: ReadonlySet<number> = new Set([WITH_STANDBY, NOT_KNOWN, ALONE]);

/** What holds no Pod that is known is a group of its own. */
function groupOf({ pod }: Movable): unknown {
  return pod === undefined ? Symbol('alone') : `${pod.ref.namespace}/${pod.ref.name}`;
}

type Key = readonly [rank: number, seconds: number];

function compare(a: Key, b: Key): number {
  return a[0] - b[0] || (a[1] === b[1] ? 0 : a[1] - b[1]);
}

/** Of equals, groups keep the order of their first Leases. */
function keyOf(group: readonly Movable[]): Key {
  const [{ pod } = {}] = group;
  const longest = Math.max(...group.map(({ gap }) => (gap ? secondsOf(gap) : 0)));
  if (group.some(({ verdict }) => isByHand(verdict.kind))) return [BY_HAND, longest];
  if (pod === undefined) return [UNKNOWN, longest];
  if (stays(pod) !== undefined) return [STAYS, longest];
  const standbys = group.flatMap((item) => item.standbys ?? []);
  if (standbys.some((it) => it.seen && it.value.length === 0)) {
    // Nothing makes another of a Pod without a controller.
    return [ALONE, pod.controller === undefined ? Infinity : longest];
  }
  return [standbys.some((it) => !it.seen) ? NOT_KNOWN : WITH_STANDBY, longest];
}

/** What is not known counts as long. */
function secondsOf({ most, released, releases }: Gap): number {
  return (releases === true ? released : most) ?? Number.MAX_VALUE;
}

function isByHand(kind: Kind): boolean {
  return kind === 'lock' || kind === 'mutex';
}

/** As `kubectl drain` decides (k8s.io/kubectl pkg/drain/filters.go). */
function stays({ mirror, controller }: Pod): string | undefined {
  if (mirror) return 'a static Pod, which a drain leaves running';
  return controller?.kind === 'DaemonSet'
    ? 'a Pod of a DaemonSet, which a drain leaves running'
    : undefined;
}

function moveOf(
  { verdict: { kind }, pod }: Movable,
  group: readonly Movable[],
  rank: number,
  step: number,
): Move {
  if (STEPS.has(rank)) return { how: 'step', step };
  if (rank === STAYS && pod) return { how: 'stays', why: stays(pod) ?? '' };
  if (rank === UNKNOWN) return { how: 'unknown', why: 'which Pod holds it is not known' };
  const other = group.find(({ verdict }) => isByHand(verdict.kind))?.verdict.kind ?? kind;
  const why = isByHand(kind) ? WHY[kind as keyof typeof WHY] : `its Pod holds a ${other} too`;
  return { how: 'by-hand', why };
}

const WHY = {
  lock: 'a lock: what it guards is going on',
  mutex: 'the primary of a data system: its owner moves it',
} as const;
