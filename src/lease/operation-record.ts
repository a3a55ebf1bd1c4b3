// The operations on a Lease that have come to their end: its annotation keeps the last of them.
import { LONGEST_JSON, parsedList } from './annotation-json.ts';
import { byteLength, cutToBytes } from './cut.ts';
import type { Epoch } from './epoch.ts';
import { OPERATION, RECORD } from './fence.ts';
import { object, text, type Lease, type RawObject } from './lease.ts';
import {
  epochDocument,
  epochFrom,
  noteFrom,
  operationDocument,
  operationFrom,
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
  /** Seconds for which nobody led, at most: from the last moment at which the old leader may have acted. */
  readonly leaderlessSeconds?: number | undefined;
  /** Whom a hand-over asked for, which need not be who leads after it. */
  readonly asked?: string | undefined;
}

const MOST = 10;

/** Bytes of each text that an operator, or another's Lease, may have made as long as it likes. */
const LONGEST_TEXT = 1024;
/** Six of these, in JSON that writes each byte as six, fit into one annotation. */
const SHORT_TEXT = 256;

/** The newest last; the oldest are left out where they are too many, or too long. */
export function formatRecords(records: readonly OperationRecord[]): string {
  const last = records.slice(-MOST);
  const kept = last.map((record) => recordDocument(cut(record, LONGEST_TEXT)));
  while (kept.length > 1 && byteLength(JSON.stringify(kept)) > LONGEST_JSON) kept.shift();
  const text = JSON.stringify(kept);
  if (byteLength(text) <= LONGEST_JSON) return text;
  return JSON.stringify(last.slice(-1).map((record) => recordDocument(cut(record, SHORT_TEXT))));
}

function cut(record: OperationRecord, most: number): OperationRecord {
  const { operator, reason, ticket, before, after, asked } = record;
  const short = (text: string): string => cutToBytes(text, most);
  return {
    ...record,
    ...{ operator: short(operator), reason: short(reason) },
    ticket: ticket === undefined ? undefined : short(ticket),
    asked: asked === undefined ? undefined : short(asked),
    before: { ...before, holder: short(before.holder) },
    after: after && { ...after, holder: short(after.holder) },
  };
}

function recordDocument(record: OperationRecord): RawObject {
  const { endedAt, outcome, after, releasedAt, leaderlessSeconds, asked } = record;
  return {
    ...operationDocument(record),
    asked,
    endedAt: formatMicroTime(endedAt),
    outcome,
    after: after && epochDocument(after),
    releasedAt: releasedAt === undefined ? undefined : formatMicroTime(releasedAt),
    leaderlessSeconds,
  };
}

/** What a Lease tells of operations; anybody may have written it. */
export function operationsIn({ annotations }: Pick<Lease, 'annotations'>): {
  readonly ended: readonly OperationRecord[];
  /** Of an operation that has not ended, or never came to write down that it had. */
  readonly open: OperationNote | undefined;
} {
  const ended = parsedList(annotations.get(RECORD))
    .slice(-MOST)
    .flatMap((raw) => recordFrom(raw) ?? []);
  return { ended, open: noteFrom(annotations.get(OPERATION)) };
}

/** Undefined where it lacks what makes an operation that has ended one. */
export function recordFrom(raw: RawObject): OperationRecord | undefined {
  const operation = operationFrom(raw);
  const endedAt = parseTime(raw['endedAt']);
  const outcome = OUTCOMES.find((it) => it === text(raw['outcome']));
  if (operation === undefined || endedAt === undefined || outcome === undefined) return undefined;
  const after = raw['after'] === undefined ? undefined : epochFrom(object(raw['after']));
  const leaderless = raw['leaderlessSeconds'];
  return {
    ...{ ...operation, endedAt, outcome, after, releasedAt: parseTime(raw['releasedAt']) },
    leaderlessSeconds: isLength(leaderless) ? leaderless : undefined,
    asked: text(raw['asked']),
  };
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
