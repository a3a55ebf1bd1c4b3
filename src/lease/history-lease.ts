// What the Lease itself tells of its past: who acquired it when, who wrote into it, that it is silent.
import type { Candidate } from './candidates.ts';
import { classify } from './classify.ts';
import type { Clock } from './clock.ts';
import { isPodIn } from './history-events.ts';
import { grantOf } from './history-known.ts';
import { beginsGrant, byTime, withSource, type HistoryRow } from './history-row.ts';
import { silenceRows } from './history-silence.ts';
import type { Lease, Writer } from './lease.ts';
import { standing } from './standing.ts';
import { SECOND, type Micros } from './time.ts';

export interface LeaseContext {
  readonly clock: Clock;
  readonly candidates: readonly Candidate[];
  /** The last writes that an audit log tells of: of anybody, and of the holder. */
  readonly lastWrite: Micros | undefined;
  readonly renewed: Micros | undefined;
}

export function withLease(
  rows: readonly HistoryRow[],
  lease: Lease,
  context: LeaseContext,
): HistoryRow[] {
  const acquired = lease.holderIdentity
    ? acquisition(rows, lease, lease.holderIdentity, context)
    : rows;
  const stamped = context.clock.restamps === false ? acquired : withStamps(acquired, lease);
  return [...stamped, ...silence(lease, context)].sort(byTime);
}

/** Joined to the row that tells the same grant, or a row of its own. */
function acquisition(
  rows: readonly HistoryRow[],
  lease: Lease,
  holder: string,
  context: LeaseContext,
): readonly HistoryRow[] {
  const grant = grantOf({ ...lease, holder });
  const at = rows.findLastIndex((row) => isSameGrant(row, lease, true));
  const index = at >= 0 ? at : rows.findLastIndex((row) => isSameGrant(row, lease, false));
  const row = rows[index];
  if (row !== undefined) {
    return rows.with(index, {
      ...withSource(row, 'lease'),
      event: row.event === 'writer-changed' ? 'taken-over' : row.event,
      holder,
      detail: { ...grant, ...row.detail },
    });
  }
  const moment = momentOf(lease, holder, context);
  if (moment === undefined) return rows;
  const first = lease.transitions === 0 && lease.acquireTime !== undefined;
  const own: HistoryRow = {
    ...{ event: 'acquired', holder, by: undefined, ...moment },
    detail: { ...(first ? { first: true as const } : {}), ...grant },
  };
  return [...rows, own];
}

/** How far apart a holder's clock and the API server's may be. */
const WRONG_CLOCK = 60 * SECOND;

function isSameGrant(row: HistoryRow, lease: Lease, exactly: boolean): boolean {
  const { holderIdentity, acquireTime, transitions } = lease;
  const { epoch } = row.detail;
  if (epoch !== undefined) {
    if (epoch.holder !== holderIdentity || epoch.acquireTime !== acquireTime) return false;
    return !exactly || epoch.transitions === transitions;
  }
  if (exactly || holderIdentity === undefined || acquireTime === undefined) return false;
  return (
    beginsGrant(row) &&
    isPodIn(holderIdentity, row) &&
    Math.abs(row.to - acquireTime) <= WRONG_CLOCK
  );
}

type Moment = Pick<HistoryRow, 'from' | 'to' | 'clock' | 'source' | 'confidence'>;

function momentOf(lease: Lease, holder: string, { candidates }: LeaseContext): Moment | undefined {
  const { acquireTime, createdAt, strategy } = lease;
  if (acquireTime !== undefined) {
    return {
      ...{ from: acquireTime, to: acquireTime, clock: 'holder' },
      ...{ source: ['lease'], confidence: 'certain' },
    };
  }
  const latest = stampOf(lease, ({ ownsHolder }) => ownsHolder);
  // Who renews a heartbeat is written when it is created, and never again (semantics §3).
  const { kind } = classify(lease);
  const created = kind === 'node' || kind === 'apiserver';
  const born = candidates.find(({ name }) => name === holder)?.createdAt;
  const from = Math.max(createdAt ?? -Infinity, born ?? -Infinity);
  const to = created ? createdAt : latest;
  if (!Number.isFinite(from) || to === undefined || to < from) return undefined;
  return {
    ...{ from, to: to + SECOND, clock: 'server', confidence: 'likely' },
    source: [
      'lease',
      ...(created ? [] : ['managedFields' as const]),
      ...(born !== undefined && strategy !== undefined ? ['candidate' as const] : []),
    ],
  };
}

function stampOf({ writers }: Lease, which: (writer: Writer) => boolean): Micros | undefined {
  const stamps = writers.filter(which).flatMap(({ time }) => time ?? []);
  return stamps.length === 0 ? undefined : Math.max(...stamps);
}

/** The last write of every manager is stamped by the API server, in whole seconds. */
function withStamps(rows: readonly HistoryRow[], lease: Lease): readonly HistoryRow[] {
  const holders = lease.writers.filter(({ ownsRenewTime }) => ownsRenewTime);
  const isHolders = ({ manager }: Writer): boolean =>
    holders.some((writer) => writer.manager === manager);
  let all = rows;
  for (const writer of lease.writers) {
    const { time, ownsHolder, manager } = writer;
    if (time === undefined) continue;
    // A program's entry may be what is left of a replica that led before, where each has a name of
    // its own as manager; and the control plane elects, where the election is coordinated.
    const person = manager.startsWith('kubectl');
    if (!person && (!ownsHolder || lease.strategy !== undefined)) continue;
    if (!ownsHolder && time === lease.createdAt) continue;
    const byHolder = isHolders(writer);
    const freed = ownsHolder && !lease.holderIdentity;
    if ((byHolder && !freed) || (holders.length === 0 && !freed)) continue;
    all = withStamp(all, {
      ...{ event: freed ? 'released' : 'edited', from: time, to: time + SECOND, clock: 'server' },
      ...{ holder: freed ? undefined : lease.holderIdentity || undefined, by: { manager } },
      ...{ source: ['managedFields'], confidence: 'certain' },
      detail: freed
        ? byHolder
          ? { byHolder }
          : {}
        : ownsHolder
          ? { changed: ['holderIdentity'] }
          : {},
    });
  }
  return all;
}

/** A row that an audit log tells of the same write carries its user too. */
function withStamp(rows: readonly HistoryRow[], row: HistoryRow): readonly HistoryRow[] {
  const index = rows.findIndex(
    ({ event, from, by, source }) =>
      source.includes('audit') &&
      from >= row.from &&
      from <= row.to &&
      (event === row.event || by?.manager === row.by?.manager),
  );
  const known = rows[index];
  return known === undefined
    ? [...rows, row]
    : rows.with(index, withSource(known, 'managedFields'));
}

/** A silence that goes on, unless something was written after the stamp that it is judged by. */
function silence(lease: Lease, { clock, lastWrite, renewed }: LeaseContext): HistoryRow[] {
  const { word, renewedAgo } = standing(lease, clock, classify(lease).kind);
  const { durationSeconds: term, holderIdentity: holder } = lease;
  const stamp = stampOf(lease, ({ ownsRenewTime }) => ownsRenewTime);
  if ((word !== 'late' && word !== 'expired') || stamp === undefined) return [];
  if (term === undefined || renewedAgo === undefined || !holder) return [];
  if (lastWrite !== undefined && lastWrite > stamp + SECOND) return [];
  const exact = renewed !== undefined && renewed >= stamp ? renewed : undefined;
  return silenceRows({
    ...{ holder, from: exact ?? stamp, to: exact ?? stamp + SECOND, term, silentFor: renewedAgo },
    source: exact === undefined ? ['managedFields'] : ['managedFields', 'audit'],
    confidence: 'certain',
  });
}
