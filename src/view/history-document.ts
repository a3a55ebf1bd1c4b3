// The document of `history`: LeaseHistory.
import type { Span } from '../lease/audit-trail.ts';
import type { History } from '../lease/history.ts';
import type { AuditFound, HistoryCoverage } from '../lease/history-coverage.ts';
import type { HistoryDetail, HistoryRow } from '../lease/history-row.ts';
import { formatMicroTime, type Micros } from '../lease/time.ts';
import { API_VERSION } from './document.ts';
import { toldDocument } from './operation-document.ts';

export function leaseHistoryDocument({ ref, raw, clock, coverage, rows }: History): unknown {
  return {
    apiVersion: API_VERSION,
    kind: 'LeaseHistory',
    asOf: { time: formatMicroTime(clock.now), clock: clock.source },
    namespace: ref.namespace,
    name: ref.name,
    lease: raw ?? null,
    coverage: coverageDocument(coverage),
    rows: rows.map(rowDocument),
  };
}

export function coverageDocument(coverage: HistoryCoverage): unknown {
  const { transitions, events, candidates, audit } = coverage;
  return {
    transitions: {
      counted: transitions.counted ?? null,
      seen: transitions.seen,
      later: transitions.later,
      multiple: transitions.multiple,
      whyNotCounted: transitions.why,
    },
    events: events.seen
      ? { count: events.value.count, from: moment(events.value.from), partly: events.partly }
      : events,
    candidates: candidates?.seen
      ? { count: candidates.value.count, partly: candidates.partly }
      : (candidates ?? null),
    audit: audit ? auditDocument(audit) : null,
  };
}

function auditDocument(audit: AuditFound): unknown {
  return {
    spans: audit.spans.map(({ from, to }: Span) => ({ from: moment(from), to: moment(to) })),
    events: audit.events,
    writes: audit.writes,
    leaseWrites: audit.leaseWrites,
    writesOnLease: audit.writesOnLease,
    tells: audit.tells,
    dropsLeases: audit.dropsLeases,
    unreadable: audit.unreadable ?? null,
    cut: audit.cut,
  };
}

export function rowDocument(row: HistoryRow): unknown {
  return {
    event: row.event,
    from: moment(row.from),
    to: moment(row.to),
    clock: row.clock,
    holder: row.holder ?? null,
    by: row.by ?? null,
    source: row.source,
    confidence: row.confidence,
    detail: detailDocument(row.detail),
  };
}

/** Lengths in seconds, moments as text. */
function detailDocument(detail: HistoryDetail): unknown {
  const { freeFrom, formerLeader, epoch, operation, ...rest } = detail;
  return {
    ...rest,
    freeFrom: freeFrom === undefined ? undefined : moment(freeFrom),
    formerLeader: formerLeader && {
      identity: formerLeader.identity,
      awakeAt: moment(formerLeader.awakeAt),
      until: moment(formerLeader.until),
      basis: formerLeader.basis ?? null,
      source: formerLeader.source,
      confidence: formerLeader.confidence,
    },
    operation: operation && toldDocument(operation),
    epoch: epoch && {
      uid: epoch.uid ?? null,
      holder: epoch.holder,
      acquireTime: moment(epoch.acquireTime),
      leaseTransitions: epoch.transitions ?? null,
    },
  };
}

function moment(time: Micros | undefined): string | null {
  return time === undefined ? null : formatMicroTime(time);
}
