// The orders in which a list of Leases can be put.
import { spokenName } from './holder.ts';
import { STANDINGS } from './standing.ts';
import type { Clock } from './clock.ts';
import type { Lease } from './lease.ts';
import type { Verdict } from './verdict.ts';

export interface Judged {
  readonly lease: Lease;
  readonly verdict: Verdict;
  readonly clock: Clock;
}

type Key = string | number | undefined;

type Keys = ReadonlyMap<string, (judged: Judged) => Key>;

/** As the columns are called: what a column shows, from little to much. */
const COLUMNS: Keys = new Map<string, (judged: Judged) => Key>([
  ['namespace', ({ lease }) => lease.ref.namespace],
  ['name', ({ lease }) => lease.ref.name],
  ['kind', ({ verdict }) => verdict.kind],
  ['holder', ({ verdict }) => spokenName(verdict.holder)],
  // What is not well stands last, where a terminal ends.
  ['standing', ({ verdict }) => STANDINGS.indexOf(verdict.standing.word)],
  ['renewed', ({ verdict }) => verdict.standing.renewedAgo],
  ['expires', ({ verdict }) => verdict.standing.expiresIn],
  ['transitions', ({ lease }) => lease.transitions],
  ['age', ({ lease, clock }) => lease.createdAt && clock.now - lease.createdAt],
]);

/** As kubectl --sort-by names the fields: what a field holds. */
const FIELDS: Keys = new Map<string, (judged: Judged) => Key>([
  ['metadata.namespace', ({ lease }) => lease.ref.namespace],
  ['metadata.name', ({ lease }) => lease.ref.name],
  ['metadata.creationTimestamp', ({ lease }) => lease.createdAt],
  ['spec.holderIdentity', ({ lease }) => lease.holderIdentity],
  ['spec.leaseDurationSeconds', ({ lease }) => lease.durationSeconds],
  ['spec.acquireTime', ({ lease }) => lease.acquireTime],
  ['spec.renewTime', ({ lease }) => lease.renewTime],
  ['spec.leaseTransitions', ({ lease }) => lease.transitions],
]);

export const ORDER_WORDS: readonly string[] = [...COLUMNS.keys()];

export type Compare = (a: Judged, b: Judged) => number;

/** By a column's word, or by kubectl's path: `.metadata.name`, `{.metadata.name}`; undefined for another. */
export function orderBy(given: string): Compare | undefined {
  const path = given.replace(/^\{(.*)\}$/, '$1').replace(/^\./, '');
  const key = COLUMNS.get(given) ?? FIELDS.get(path);
  return key && ((a, b) => compare(key(a), key(b)));
}

/** What has no value stands first, as in kubectl; equals keep the order of the list. */
function compare(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}
