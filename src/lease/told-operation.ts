// Operations on a Lease, as its own annotations and its Events tell of them.
import { eventOperations, type EventOperation } from './event-operation.ts';
import { fenceId } from './fence.ts';
import type { Lease, LeaseRef, RawObject } from './lease.ts';
import { eventName } from './operation-event.ts';
import type { Operation, OperationNote } from './operation-note.ts';
import { operationsIn, type OperationRecord } from './operation-record.ts';
import { SECOND, type Micros } from './time.ts';

/**
 * - `ended`: it says what became of it.
 * - `under-way`: its fence stands and is renewed, or it has not had time to come to its end.
 * - `unfinished`: it never wrote down what became of it.
 * - `fence`: only its fence was seen; whose it is, and why, nothing tells but an audit log.
 */
export type OperationState = 'ended' | 'under-way' | 'unfinished' | 'fence';

/**
 * A mark shows that somebody could write this Lease, an Event that somebody could create Events beside
 * it; most electors may do both. It is what is recorded, and no proof of who did what.
 */
export interface ToldOperation {
  readonly id: string;
  readonly state: OperationState;
  /** Undefined where only its fence was seen. */
  readonly operation: Operation | undefined;
  /** Of one that has ended. */
  readonly record: OperationRecord | undefined;
  /** Of one that has not. */
  readonly note: OperationNote | undefined;
  /** `mark`: an annotation of the Lease. */
  readonly told: readonly ('mark' | 'event')[];
  /** Told of another Lease that had this name. */
  readonly leaseUid: string | undefined;
}

export interface OperationSources {
  readonly ref: LeaseRef;
  /** Undefined where it is gone. */
  readonly lease: Lease | undefined;
  /** About the Lease, in the shape of either API; none where they were not seen. */
  readonly events: readonly RawObject[];
  /** By the API server's clock. */
  readonly now: Micros;
}

/** Each operation once, the oldest first. */
export function operationsTold({ ref, lease, events, now }: OperationSources): ToldOperation[] {
  const { ended, open } = lease ? operationsIn(lease) : { ended: [], open: undefined };
  const marks = new Map(ended.map((record) => [record.id, record]));
  // The API server gives a name once, so of one operation there is one Event of its own name.
  const recorded = eventOperations(events).filter(
    ({ name, record }) => name === eventName(ref.name, record.id),
  );
  const told = new Map(recorded.map((event) => [event.record.id, event]));
  const ids = new Set([...marks.keys(), ...told.keys()]);
  const all = [...ids].map((id) => endedOperation(id, marks.get(id), told.get(id)));
  if (lease !== undefined && open !== undefined && !ids.has(open.id)) {
    all.push(openOperation(open, lease, now));
  }
  return all.sort((a, b) => (a.operation?.at ?? 0) - (b.operation?.at ?? 0));
}

/** The one whose fence holds the Lease; undefined where none does. */
export function fencingOf(lease: Lease, now: Micros): ToldOperation | undefined {
  const id = fenceId(lease);
  if (id === undefined) return undefined;
  const all = operationsTold({ ref: lease.ref, lease, events: [], now });
  return all.find((it) => it.id === id) ?? fenceAlone(id);
}

export function fenceAlone(id: string): ToldOperation {
  return {
    ...{ id, state: 'fence', operation: undefined, record: undefined, note: undefined },
    ...{ told: [], leaseUid: undefined },
  };
}

/** What the Lease says counts where an Event says otherwise. */
function endedOperation(
  id: string,
  mark: OperationRecord | undefined,
  event: EventOperation | undefined,
): ToldOperation {
  const agree = mark !== undefined && event !== undefined && isSame(mark, event.record);
  const record = mark ?? event?.record;
  return {
    ...{ id, state: 'ended', operation: record, record, note: undefined },
    told: [...(mark ? ['mark' as const] : []), ...(agree || !mark ? ['event' as const] : [])],
    leaseUid: mark ? undefined : event?.leaseUid,
  };
}

function isSame(a: OperationRecord, b: OperationRecord): boolean {
  return (
    a.operator === b.operator &&
    a.reason === b.reason &&
    a.ticket === b.ticket &&
    a.plan === b.plan &&
    a.outcome === b.outcome &&
    a.at === b.at
  );
}

function openOperation(note: OperationNote, lease: Lease, now: Micros): ToldOperation {
  return {
    ...{ id: note.id, operation: note, record: undefined, note },
    state: isUnderWay(note, lease, now) ? 'under-way' : 'unfinished',
    ...{ told: ['mark'], leaseUid: undefined },
  };
}

/** Seconds for which a next leader is waited for and watched, and the record is written. */
const PATIENCE = 120;
/** A bound that is longer, or is not told, is none. */
const LONGEST_BOUND = 3600;

/** So many of its own intervals without a renewal: nobody holds it any longer. */
const MISSED = 3;

function isUnderWay(
  { id, at, bound, renewEvery }: OperationNote,
  lease: Lease,
  now: Micros,
): boolean {
  const stamps = lease.writers.flatMap(({ ownsRenewTime, time }) =>
    ownsRenewTime ? (time ?? []) : [],
  );
  const renewed = Math.max(lease.renewTime ?? -Infinity, ...stamps);
  // The stamp and the server's clock have whole seconds.
  const patience = Math.min(lease.durationSeconds ?? 0, MISSED * renewEvery) + 2;
  if (fenceId(lease) === id) return now <= renewed + patience * SECOND;
  const seconds = Math.min(bound, LONGEST_BOUND) === bound ? bound : 0;
  return now <= at + (seconds + PATIENCE) * SECOND;
}
