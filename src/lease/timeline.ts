// The timeline of a Lease: what every source tells, each fact once, and what could not be seen.
import type { AuditTrail } from './audit-trail.ts';
import { hasBodies, writesIn } from './audit-writes.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import type { Clock } from './clock.ts';
import type { Seen } from './evidence.ts';
import { auditHistory } from './history-audit.ts';
import { coverageOf, type HistoryCoverage } from './history-coverage.ts';
import { withEvents } from './history-events.ts';
import { withFormerLeaders, type PodEnd } from './history-former.ts';
import { withLease } from './history-lease.ts';
import { namesIn } from './history-names.ts';
import { withOperations } from './history-operations.ts';
import type { HistoryRow } from './history-row.ts';
import { settled } from './history-settle.ts';
import { writerRows } from './history-writers.ts';
import { leaderEvents } from './lease-events.ts';
import type { Lease, LeaseRef, RawObject } from './lease.ts';
import { operationsTold, type ToldOperation } from './told-operation.ts';

export interface TimelineSources {
  readonly ref: LeaseRef;
  /** Undefined where it is gone. */
  readonly lease: Lease | undefined;
  readonly clock: Clock;
  /** About the Lease, in the shape of either API. */
  readonly events: Seen<readonly RawObject[]>;
  /** Of its namespace; undefined where it is no coordinated election. */
  readonly candidates?: Seen<readonly RawObject[]> | undefined;
  readonly audit?: AuditTrail | undefined;
  /** When the containers of former leaders ended. */
  readonly ends?: readonly PodEnd[];
}

export interface Timeline {
  readonly coverage: HistoryCoverage;
  /** In the order of time. */
  readonly rows: readonly HistoryRow[];
  /** Of ours, as the Lease and its Events tell them; the oldest first. */
  readonly operations: readonly ToldOperation[];
}

export function timelineOf(sources: TimelineSources): Timeline {
  const { ref, lease, clock, audit: trail, ends = [] } = sources;
  const nameOf = namesIn(ref, lease);
  const { rows: audited, ...last } = auditedRows(trail, lease, nameOf);
  const candidates = candidatesIn(sources);
  const known = lease ? withLease(audited, lease, { clock, candidates, ...last }) : audited;
  const events: Seen<ReturnType<typeof leaderEvents>> = sources.events.seen
    ? { ...sources.events, value: leaderEvents(sources.events.value) }
    : sources.events;
  const spans = trail && hasBodies(trail) ? trail.coverage.spans : [];
  const objects = sources.events.seen ? sources.events.value : [];
  const operations = operationsTold({ ref, lease, events: objects, now: clock.now });
  const uids = operations.map(({ leaseUid }) => leaseUid);
  const joined = withEvents(known, events.seen ? events.value : [], { lease, spans, uids });
  const order = settled(withOperations(joined, operations), nameOf);
  const term = lease?.durationSeconds;
  const rows = withFormerLeaders(order, { trail, ends, nameOf, term });
  const { now } = clock;
  const coverage = coverageOf(rows, {
    ...{ lease, now, events, trail },
    candidates: sources.candidates,
  });
  return { coverage, rows, operations };
}

interface Audited {
  readonly rows: readonly HistoryRow[];
  readonly lastWrite: number | undefined;
  readonly renewed: number | undefined;
}

function auditedRows(
  trail: AuditTrail | undefined,
  lease: Lease | undefined,
  nameOf: ReturnType<typeof namesIn>,
): Audited {
  if (trail === undefined) return { rows: [], lastWrite: undefined, renewed: undefined };
  const writes = writesIn(trail);
  const { spans } = trail.coverage;
  const lastWrite = writes.at(-1)?.at;
  if (hasBodies(trail)) {
    const { rows, known } = auditHistory(writes, { nameOf, spans });
    return { rows, lastWrite, renewed: known?.renewed?.at };
  }
  const rows = writerRows(writes, { term: lease?.durationSeconds, spans });
  return { rows, lastWrite, renewed: undefined };
}

function candidatesIn({ lease, candidates, clock }: TimelineSources): readonly Candidate[] {
  if (lease === undefined || candidates === undefined) return [];
  const found = candidatesOf(lease, candidates, clock.now);
  return found.seen ? found.value.all : [];
}
