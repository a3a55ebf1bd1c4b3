// Timelines for tests: from audit events, Events and a Lease to one line for each row.
import { gatherer } from '../../src/audit/gather.ts';
import type { AuditTrail } from '../../src/lease/audit-trail.ts';
import type { HistoryRow } from '../../src/lease/history-row.ts';
import type { Lease, RawObject } from '../../src/lease/lease.ts';
import { SECOND, formatMicroTime, type Micros } from '../../src/lease/time.ts';
import { limitsFrom } from '../../src/limits.ts';
import { timelineOf, type Timeline, type TimelineSources } from '../../src/lease/timeline.ts';
import { auditEvent, logOf, REF, START, storedLease, type EventOptions } from '../audit/events.ts';

/** A log for each list; the moments between two logs are covered by neither. */
export function trailOf(...logs: (readonly unknown[])[]): AuditTrail {
  const gathering = gatherer(REF, limitsFrom({}));
  for (const [at, events] of logs.entries()) {
    const { take } = gathering.begin(`${at}.log`);
    for (const line of logOf(events).split('\n').slice(0, -1)) take(Buffer.from(line));
  }
  return gathering.trail([]);
}

export interface State {
  readonly holder?: string;
  readonly acquired?: number;
  readonly transitions?: number;
  readonly term?: number;
  readonly strategy?: string;
  readonly preferred?: string;
  readonly uid?: string;
}

/** A write that leaves this in the Lease; a holder "x" writes from Pod x unless told otherwise. */
export function wrote(at: number, state: State, more: Partial<EventOptions> = {}): unknown {
  const { holder = '', acquired = 0, transitions = 0, term = 15, uid, strategy, preferred } = state;
  const spec = {
    ...{ holderIdentity: holder, leaseDurationSeconds: term, leaseTransitions: transitions },
    ...{ acquireTime: moment(acquired), renewTime: moment(at) },
    ...(strategy === undefined ? {} : { strategy }),
    ...(preferred === undefined ? {} : { preferredHolder: preferred }),
  };
  const own = more.user === undefined && holder !== '' ? { pod: holder.split('_')[0] ?? '' } : {};
  const version = Math.round(at * 1000);
  const stored = storedLease(spec, uid === undefined ? { version } : { version, uid });
  return auditEvent({ at, asked: { spec }, stored, ...own, ...more });
}

/** Renewals every two seconds, from the first moment to the last. */
export function renewed(from: number, to: number, state: State): unknown[] {
  const events = [];
  for (let at = from; at <= to; at += 2) {
    events.push(wrote(at, state, at === from ? {} : { on: Math.round((at - 2) * 1000) }));
  }
  return events;
}

export function moment(seconds: number): string {
  return formatMicroTime(START + Math.round(seconds * SECOND));
}

/** As client-go records it, in the core API. */
export function leaderEvent(
  identity: string,
  what: 'became leader' | 'stopped leading',
  at: number,
  more: RawObject = {},
): RawObject {
  const time = `${moment(at).slice(0, 19)}Z`;
  return {
    ...{ apiVersion: 'v1', kind: 'Event', reason: 'LeaderElection', type: 'Normal' },
    message: `${identity} ${what}`,
    involvedObject: { kind: 'Lease', ...REF, uid: 'uid-1' },
    ...{ firstTimestamp: time, lastTimestamp: time, count: 1, eventTime: null },
    ...more,
  };
}

export interface Sources {
  readonly audit?: AuditTrail;
  readonly events?: readonly RawObject[];
  readonly lease?: Lease;
  readonly candidates?: readonly RawObject[];
  readonly ends?: TimelineSources['ends'];
  /** Seconds after START. */
  readonly now?: number;
  readonly restamps?: boolean;
}

export function timeline(sources: Sources): Timeline {
  const { now = 3600, candidates, events = [] } = sources;
  return timelineOf({
    ref: REF,
    lease: sources.lease,
    clock: { now: START + now * SECOND, source: 'server', restamps: sources.restamps },
    events: { seen: true, value: events },
    candidates: candidates && { seen: true, value: candidates },
    audit: sources.audit,
    ends: sources.ends ?? [],
  });
}

/** "17 taken-over b <audit> from a": seconds after START, and what is not as usual. */
export function told(sources: Sources): string[] {
  return timeline(sources).rows.map(line);
}

function line(row: HistoryRow): string {
  const { event, holder = '-', source, confidence, detail, clock, by } = row;
  const own = { lease: '', holder: ' (own clock)', server: '', reporter: '' }[clock];
  const { formerLeader } = detail;
  return [
    `${between(row.from, row.to)}${own}`,
    event,
    holder,
    `<${source.join(' ')}${confidence === 'certain' ? '' : ` ${confidence}`}>`,
    ...(detail.first ? ['first'] : []),
    ...(detail.previous === undefined ? [] : [`from ${detail.previous}`]),
    ...(detail.tookBack ? ['back'] : []),
    ...(detail.neverStopped ? ['never stopped'] : []),
    ...(detail.vacantFor === undefined ? [] : [`vacant ${detail.vacantFor}`]),
    ...(detail.silentFor === undefined ? [] : [`silent ${detail.silentFor}`]),
    ...(detail.early === undefined ? [] : [`early ${detail.early}`]),
    ...(detail.byHolder ? ['by itself'] : []),
    ...(detail.changed === undefined ? [] : [`changed [${detail.changed.join(' ')}]`]),
    ...(detail.preferred === undefined ? [] : [`preferred ${detail.preferred}`]),
    ...(event === 'edited' || event === 'deleted' || (event === 'released' && !detail.byHolder)
      ? [`by ${by?.user ?? by?.manager ?? '?'}`]
      : []),
    ...(detail.operation ? [operation(row)] : []),
    ...(formerLeader ? [`former ${former(formerLeader)}`] : []),
  ].join(' ');
}

function operation({ by, detail }: HistoryRow): string {
  const { operation: told, counts, leaderless } = detail;
  return [
    `[${told?.id ?? ''} ${told?.record?.outcome ?? told?.state ?? ''} by ${by?.user ?? '?'}`,
    ...(counts === undefined ? [] : [`counts ${counts}`]),
    ...(leaderless === undefined ? [] : [`leaderless ${leaderless}`]),
  ]
    .join(' ')
    .concat(']');
}

function former({
  awakeAt,
  until,
  basis,
}: NonNullable<HistoryRow['detail']['formerLeader']>): string {
  const awake = awakeAt === undefined ? '' : `awake ${seconds(awakeAt)} `;
  return `${awake}until ${until === undefined ? '?' : `${seconds(until)} (${basis ?? ''})`}`;
}

function between(from: Micros, to: Micros): string {
  return from === to ? seconds(from) : `${seconds(from)}..${seconds(to)}`;
}

function seconds(at: Micros): string {
  return String(Number(((at - START) / SECOND).toFixed(3)));
}
