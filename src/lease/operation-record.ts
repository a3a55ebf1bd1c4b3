// The operations on a Lease that have come to their end: its annotation keeps the last of them.
import type { Epoch } from './epoch.ts';
import { OPERATION, RECORD } from './fence.ts';
import { object, text, type Lease, type RawObject } from './lease.ts';
import {
  epochDocument,
  epochFrom,
  noteFrom,
  operationDocument,
  operationFrom,
  parsedList,
  type Operation,
  type OperationNote,
} from './operation-note.ts';
import { formatMicroTime, parseTime, type Micros } from './time.ts';

/**
 * - `led`: somebody else leads. `restarted`: the same identity leads, in a process that is proved new.
 * - `unled`: nobody took it. `returned`: the same identity leads, and perhaps the same process.
 * - `overtaken`: somebody else wrote over the fence.
 * - `changed`: what was confirmed was no longer so; nothing was written.
 * - `refused`, `denied`, `declined`: by us, by the server, by the operator; nothing was written.
 * - `unknown`: whether it was written.
 */
export const OUTCOMES = [
  'led',
  'restarted',
  'unled',
  'returned',
  'overtaken',
  'changed',
  'refused',
  'denied',
  'declined',
  'unknown',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface OperationRecord extends Operation {
  /** By the API server's clock. */
  readonly endedAt: Micros;
  readonly outcome: Outcome;
  /** Who leads after it; undefined where nobody does. */
  readonly after: Epoch | undefined;
  /** When the fence was released, by the API server's clock; undefined where none was. */
  readonly releasedAt: Micros | undefined;
}

const MOST = 10;
const MOST_BYTES = 16 * 1024;

/** The newest last; the oldest are left out where they are too many, or too long. */
export function formatRecords(records: readonly OperationRecord[]): string {
  const kept = records.slice(-MOST).map(recordDocument);
  while (kept.length > 1 && byteLength(JSON.stringify(kept)) > MOST_BYTES) kept.shift();
  return JSON.stringify(kept);
}

export function recordDocument(record: OperationRecord): RawObject {
  const { endedAt, outcome, after, releasedAt } = record;
  return {
    ...operationDocument(record),
    endedAt: formatMicroTime(endedAt),
    outcome,
    after: after && epochDocument(after),
    releasedAt: releasedAt === undefined ? undefined : formatMicroTime(releasedAt),
  };
}

/** What a Lease tells of operations; anybody may have written it. */
export function operationsIn({ annotations }: Pick<Lease, 'annotations'>): {
  readonly ended: readonly OperationRecord[];
  /** Of an operation that has not ended, or never came to write down that it had. */
  readonly open: OperationNote | undefined;
} {
  const ended = parsedList(annotations.get(RECORD)).flatMap((raw) => recordFrom(raw) ?? []);
  return { ended, open: noteFrom(annotations.get(OPERATION)) };
}

function recordFrom(raw: RawObject): OperationRecord | undefined {
  const operation = operationFrom(raw);
  const endedAt = parseTime(raw['endedAt']);
  const outcome = OUTCOMES.find((it) => it === text(raw['outcome']));
  if (operation === undefined || endedAt === undefined || outcome === undefined) return undefined;
  const after = raw['after'] === undefined ? undefined : epochFrom(object(raw['after']));
  return { ...operation, endedAt, outcome, after, releasedAt: parseTime(raw['releasedAt']) };
}

function byteLength(value: string): number {
  return new TextEncoder().encode(value).length;
}
