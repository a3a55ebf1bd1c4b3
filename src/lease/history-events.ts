// Events joined to the rows that other sources tell: the same fact is told once.
import type { Span } from './audit-trail.ts';
import { covers } from './audit-writes.ts';
import { beginsGrant, byTime, withSource, type HistoryRow } from './history-row.ts';
import type { LeaderEvent } from './lease-events.ts';
import type { Lease } from './lease.ts';
import { SECOND, type Micros } from './time.ts';

/**
 * An Event carries the clock of the program that told it, so it is joined to the nearest row of its
 * identity, if that is no further away than a clock may be wrong.
 */
const WRONG_CLOCK = 60 * SECOND;

export interface EventContext {
  readonly lease: Lease | undefined;
  /** Where an audit log with bodies would have told the same. */
  readonly spans: readonly Span[];
  /** Of the Leases that Events of our operations are about. */
  readonly uids?: readonly (string | undefined)[];
}

export function withEvents(
  rows: readonly HistoryRow[],
  events: readonly LeaderEvent[],
  context: EventContext,
): HistoryRow[] {
  const told = events.flatMap((event) => event.times.map((time, at) => ({ event, time, at })));
  let all = [...rows];
  for (const { event, time, at } of told.sort((a, b) => a.time.from - b.time.from)) {
    const known = nearest(all, event, time.from);
    if (known === undefined) all.push(rowOf(event, time, at, context));
    else all = all.with(known, joined(all[known] as HistoryRow, event));
  }
  return [...all, ...recreation(all, events, context)].sort(byTime);
}

/** An Event about a Lease of that name with another uid proves that there was one before. */
function recreation(
  rows: readonly HistoryRow[],
  events: readonly LeaderEvent[],
  { lease, uids = [] }: EventContext,
): HistoryRow[] {
  const { uid, createdAt } = lease ?? {};
  if (uid === undefined || createdAt === undefined) return [];
  if (rows.some(({ event }) => event === 'recreated')) return [];
  const told = [...events.map(({ leaseUid }) => leaseUid), ...uids];
  const another = told.some((it) => it !== undefined && it !== uid);
  if (!another) return [];
  return [
    {
      ...{ event: 'recreated', from: createdAt, to: createdAt + SECOND, clock: 'server' },
      ...{ holder: undefined, by: undefined, source: ['lease', 'event'] },
      ...{ confidence: 'certain', detail: {} },
    },
  ];
}

/** The index of the row that tells the same; one row is joined to one Event. */
function nearest(
  rows: readonly HistoryRow[],
  { identity, what }: LeaderEvent,
  at: Micros,
): number | undefined {
  const distances = rows.flatMap((row, index) => {
    const matches = what === 'became' ? isAcquisition(row, identity) : isRelease(row, identity);
    const distance = Math.max(row.from - at, at - row.to, 0);
    return matches && distance <= WRONG_CLOCK ? [{ index, distance }] : [];
  });
  return distances.sort((a, b) => a.distance - b.distance)[0]?.index;
}

/** client-go tells only what acquire() returns: a Lease taken back by its leader is no Event. */
function isAcquisition(row: HistoryRow, identity: string): boolean {
  if (!beginsGrant(row) || row.source.includes('event') || row.detail.neverStopped) return false;
  return row.holder === undefined ? isPodIn(identity, row) : row.holder === identity;
}

/** A log without bodies names the Pod that wrote, and most identities begin with it. */
export function isPodIn(identity: string, { by }: HistoryRow): boolean {
  return by?.pod !== undefined && by.pod !== '' && identity.includes(by.pod);
}

function isRelease(row: HistoryRow, identity: string): boolean {
  if (row.source.includes('event')) return false;
  return row.event === 'released' && row.detail.byHolder === true && row.holder === identity;
}

function joined(row: HistoryRow, { identity }: LeaderEvent): HistoryRow {
  return { ...withSource(row, 'event'), holder: row.holder ?? identity };
}

/** A Lease is created by its first holder. */
const AT_ONCE = 2 * SECOND;

function rowOf(
  { identity, what, count, leaseUid, times }: LeaderEvent,
  time: LeaderEvent['times'][number],
  at: number,
  { lease, spans }: EventContext,
): HistoryRow {
  const repeated = at > 0 && count > times.length ? { repeated: count - times.length } : {};
  const common: Omit<HistoryRow, 'event' | 'confidence' | 'detail'> = {
    ...{ from: time.from, to: time.to, clock: 'reporter', holder: identity, by: undefined },
    source: ['event'],
  };
  const contradicted = covers(spans, time.from - WRONG_CLOCK, time.to + WRONG_CLOCK);
  const confidence = contradicted ? 'guess' : 'likely';
  if (what === 'stopped') return { ...common, event: 'stopped', confidence, detail: repeated };
  const present = leaseUid === undefined || leaseUid === lease?.uid;
  const { createdAt } = lease ?? {};
  const first =
    present && createdAt !== undefined && Math.abs(time.from - createdAt) <= AT_ONCE && at === 0;
  const detail = { ...repeated, ...(first ? { first: true as const } : {}) };
  return { ...common, event: 'acquired', confidence, detail };
}
