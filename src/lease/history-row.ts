// The rows of a history: what happened to a Lease, when by whose clock, and from which source that is known.
import type { Requester } from './audit-trail.ts';
import type { Epoch } from './epoch.ts';
import type { Micros } from './time.ts';
import type { ToldOperation } from './told-operation.ts';

/**
 * - `acquired`: somebody holds it whom nobody had to make way for: the first one, or after a release.
 * - `taken-over`: somebody else holds it, whose holder had not released it.
 * - `restarted`: a new process of the same name holds it.
 * - `late`: its holder fell silent for more than half its term; the moment is the last renewal.
 * - `renewed-late`: and renewed it after all.
 * - `expired`: its term was over without a renewal: whoever campaigned could take it.
 * - `stopped`: its leader says that it stopped leading; that alone frees no Lease.
 * - `released`: nobody holds it any longer; `by` says who did that, which need not be its holder.
 * - `forced`: a fence was put in the place of its holder, by an operation of ours; where that came to
 *   its end the row is about who led next, and stands for both changes.
 * - `attempted`: an operation of ours that wrote nothing.
 * - `preferred`: a coordinated election named who shall hold it next.
 * - `handed-over`: who was preferred, or was elected after that, holds it.
 * - `writer-changed`: another process writes it, and the log does not say which holder it writes.
 * - `deleted`, `recreated`.
 * - `edited`: somebody who does not hold it wrote into it.
 */
export const HISTORY_EVENTS = [
  'acquired',
  'taken-over',
  'restarted',
  'late',
  'renewed-late',
  'expired',
  'stopped',
  'released',
  'forced',
  'attempted',
  'preferred',
  'handed-over',
  'writer-changed',
  'deleted',
  'recreated',
  'edited',
] as const;
export type HistoryEvent = (typeof HISTORY_EVENTS)[number];

/** `mark`: the annotations that our own operations leave in the Lease. */
const HISTORY_SOURCES = [
  'lease',
  'managedFields',
  'audit',
  'mark',
  'event',
  'candidate',
  'pod',
] as const;
export type HistorySource = (typeof HISTORY_SOURCES)[number];

/** What became of the leader before, which nobody told that it leads no longer. */
export interface FormerLeader {
  readonly identity: string;
  /** Its first sign of life afterwards, by the API server's clock; undefined where none was seen. */
  readonly awakeAt: Micros | undefined;
  /** Until when it may have acted, as `basis` tells; undefined where nothing tells. */
  readonly until: Micros | undefined;
  /**
   * - `container`: its container has ended, says the kubelet in whole seconds of its clock.
   * - `event`: it says so itself.
   * - `release`: its fence was released then, which an operation does once it has stopped, or must have.
   * - `term`: an elector gives up within its term after its first failed renewal (client-go enforces
   *   RenewDeadline < LeaseDuration).
   */
  readonly basis: 'container' | 'event' | 'release' | 'term' | undefined;
  /** What tells this, which need not be what tells the row. */
  readonly source: readonly HistorySource[];
  readonly confidence: 'certain' | 'likely';
}

export interface HistoryDetail {
  /** Who held it before. */
  readonly previous?: string;
  /** Who wrote it before, where no holder is known: a Pod or a user. */
  readonly previousWriter?: string;
  /** Nobody held it before. */
  readonly first?: true;
  /** The same holder took it back after somebody else had cleared it. */
  readonly tookBack?: true;
  /** With the acquireTime that it had: the process that held it before never stopped leading. */
  readonly neverStopped?: true;
  /** Seconds for which nobody held it before this. */
  readonly vacantFor?: number;
  /** Seconds without a renewal. */
  readonly silentFor?: number;
  /** Seconds: leaseDurationSeconds, of the grant that ends or begins with the row. */
  readonly term?: number;
  /** From when on somebody else could act, by the API server's clock. */
  readonly freeFrom?: Micros;
  /** Seconds by which it was taken before that. */
  readonly early?: number;
  /** It was released by its own holder. */
  readonly byHolder?: true;
  /** Fields of the spec that were edited; none: something else. */
  readonly changed?: readonly string[];
  /** Whom a coordinated election prefers. */
  readonly preferred?: string;
  /** How often the Event was repeated between its first and its last time. */
  readonly repeated?: number;
  readonly formerLeader?: FormerLeader;
  /** What did it, where that was an operation of ours. */
  readonly operation?: ToldOperation;
  /** Seconds for which nobody led, at most, in an operation of ours. */
  readonly leaderless?: number;
  /** How many transitions it stands for, by the Lease's counter; one where that is not said. */
  readonly counts?: number;
  /** What began with this row. */
  readonly epoch?: Epoch;
}

export interface HistoryRow {
  readonly event: HistoryEvent;
  /** The moment lies between these, and is known where they are equal. */
  readonly from: Micros;
  readonly to: Micros;
  /** Whose clock that is: the API server's, the holder's, or that of the program which told an Event. */
  readonly clock: 'server' | 'holder' | 'reporter';
  /** Whom the row is about: who holds it after it, or did before; undefined where that is not known. */
  readonly holder: string | undefined;
  /** Who wrote it; undefined where no source tells. */
  readonly by: Partial<Requester> | undefined;
  readonly source: readonly HistorySource[];
  readonly confidence: 'certain' | 'likely' | 'guess';
  readonly detail: HistoryDetail;
}

/** Events after which somebody holds the Lease; an edit may be one, where it named a holder. */
const BEGINNINGS: ReadonlySet<HistoryEvent> = new Set([
  'acquired',
  'taken-over',
  'restarted',
  'handed-over',
  'forced',
  'writer-changed',
]);

export function beginsGrant({ event, detail }: HistoryRow): boolean {
  return BEGINNINGS.has(event) || detail.epoch !== undefined;
}

/** By the first moment at which each can have been. */
export function byTime(a: HistoryRow, b: HistoryRow): number {
  return a.from - b.from || a.to - b.to;
}

export function withSource(row: HistoryRow, ...sources: readonly HistorySource[]): HistoryRow {
  const source = HISTORY_SOURCES.filter((it) => row.source.includes(it) || sources.includes(it));
  return { ...row, source };
}
