// What a history can have seen: how many transitions were counted, how far each source reaches.
import type { AuditCoverage, AuditTrail } from './audit-trail.ts';
import { hasBodies, writesIn } from './audit-writes.ts';
import type { Seen } from './evidence.ts';
import { beginsGrant, type HistoryRow } from './history-row.ts';
import type { LeaderEvent } from './lease-events.ts';
import type { Lease } from './lease.ts';
import { SECOND, type Micros } from './time.ts';

export interface HistoryCoverage {
  readonly transitions: {
    /** leaseTransitions; undefined where nobody counts them. */
    readonly counted: number | undefined;
    /** Since the Lease was created, as far as any source tells. */
    readonly seen: number;
    /** Seen after the moment at which they were counted: a log may go on after a capture. */
    readonly later: number;
    /** Rows among those seen that stand for more than one: step-downs, each with how many. */
    readonly multiple: readonly number[];
    /** Why they are not counted. */
    readonly why: string | undefined;
  };
  /** The Lease is there. */
  readonly exists: boolean;
  /** Leader elections told in Events; the time is that of the oldest. */
  readonly events: Seen<{ readonly count: number; readonly from: Micros | undefined }>;
  /** Undefined where it is no coordinated election. */
  readonly candidates: Seen<{ readonly count: number }> | undefined;
  /** Undefined where no audit log was given. */
  readonly audit: AuditFound | undefined;
}

export interface AuditFound extends AuditCoverage {
  /** Writes on this Lease that were carried out. */
  readonly writesOnLease: number;
  /** `writers`: the log tells who wrote, but not what. */
  readonly tells: 'holders' | 'writers' | 'nothing';
  /** Other objects' writes are there and not one of a Lease: the policy seems to leave them out. */
  readonly dropsLeases: boolean;
}

export function coverageOf(
  rows: readonly HistoryRow[],
  {
    lease,
    now,
    events,
    candidates,
    trail,
  }: {
    readonly lease: Lease | undefined;
    readonly now: Micros;
    readonly events: Seen<readonly LeaderEvent[]>;
    readonly candidates: Seen<readonly unknown[]> | undefined;
    readonly trail: AuditTrail | undefined;
  },
): HistoryCoverage {
  return {
    transitions: { ...counted(lease), ...seenIn(rows, now) },
    exists: lease !== undefined,
    events: events.seen ? { ...events, value: reach(events.value) } : events,
    candidates: candidates?.seen
      ? { ...candidates, value: { count: candidates.value.length } }
      : candidates,
    audit: trail && found(trail),
  };
}

function counted(lease: Lease | undefined): {
  counted: number | undefined;
  why: string | undefined;
} {
  const no = (why: string) => ({ counted: undefined, why });
  if (lease === undefined) return no('no such Lease was found, and so no count');
  // The election of the control plane copies the number on and never raises it (semantics §5).
  if (lease.strategy !== undefined) return no('a coordinated election does not count them');
  if (lease.transitions === undefined) return no('its writer does not count them');
  return { counted: lease.transitions, why: undefined };
}

/** Of this Lease, not of one of the same name before it. */
function seenIn(
  rows: readonly HistoryRow[],
  now: Micros,
): Pick<HistoryCoverage['transitions'], 'seen' | 'later' | 'multiple'> {
  const since = rows.findLastIndex(({ event }) => event === 'recreated');
  const transitions = rows.slice(since + 1).filter(isTransition);
  // The Date header has whole seconds.
  const isLater = ({ from }: HistoryRow): boolean => from > now + SECOND;
  const counts = (some: readonly HistoryRow[]): number[] =>
    some.map(({ detail }) => detail.counts ?? 1);
  const sum = (some: readonly number[]): number => some.reduce((all, count) => all + count, 0);
  const seen = counts(transitions.filter((row) => !isLater(row)));
  return {
    seen: sum(seen),
    later: sum(counts(transitions.filter(isLater))),
    multiple: seen.filter((count) => count > 1),
  };
}

/** A change of holder, and what counts as one: taken again after nobody held it. */
export function isTransition(row: HistoryRow): boolean {
  if (!beginsGrant(row) || row.detail.first) return false;
  const { previous, epoch } = row.detail;
  if (row.event === 'restarted') return previous !== row.holder;
  // Whether anybody held it before is not known: the counter tells.
  if (previous === undefined && epoch !== undefined) return (epoch.transitions ?? 0) > 0;
  return row.event !== 'edited' || previous !== row.holder;
}

function reach(events: readonly LeaderEvent[]): { count: number; from: Micros | undefined } {
  const from = events
    .flatMap(({ times }) => times)
    .reduce<Micros | undefined>(
      (least, time) => Math.min(least ?? time.from, time.from),
      undefined,
    );
  const count = events.reduce((sum, event) => sum + event.count, 0);
  return { count, from };
}

function found(trail: AuditTrail): AuditFound {
  const { writes, leaseWrites } = trail.coverage;
  const writesOnLease = writesIn(trail).length;
  return {
    ...trail.coverage,
    writesOnLease,
    tells: writesOnLease === 0 ? 'nothing' : hasBodies(trail) ? 'holders' : 'writers',
    dropsLeases: writes > 0 && leaseWrites === 0,
  };
}
