// The columns of `ls`.
import type { Clock } from '../lease/clock.ts';
import type { Lease } from '../lease/lease.ts';
import type { StandingWord } from '../lease/standing.ts';
import { SECOND, formatMicroTime, type Micros } from '../lease/time.ts';
import { spokenName } from '../lease/holder.ts';
import type { Verdict } from '../lease/verdict.ts';
import { humanDuration } from './duration.ts';
import { Table, type Column } from './table.ts';

export interface LeaseRow {
  readonly lease: Lease;
  readonly verdict: Verdict;
  readonly clock: Clock;
  /** It is gone: only a watch shows that. */
  readonly deleted?: boolean;
}

const NAMESPACE: Column<LeaseRow> = {
  header: 'NAMESPACE',
  cell: ({ lease }) => lease.ref.namespace,
};

const TIME: Column<LeaseRow> = {
  header: 'TIME',
  cell: ({ clock }) => formatMicroTime(clock.now).slice(11, 19),
};

const COLUMNS: readonly Column<LeaseRow>[] = [
  { header: 'NAME', cell: ({ lease }) => lease.ref.name },
  { header: 'KIND', cell: ({ verdict }) => verdict.kind },
  { header: 'HOLDER', cell: ({ verdict }) => spokenName(verdict.holder) },
  {
    header: 'STANDING',
    cell: ({ verdict, deleted }) => (deleted ? 'deleted' : standingInWords(verdict.standing.word)),
  },
  { header: 'RENEWED', cell: ({ verdict }) => age(verdict.standing.renewedAgo) },
  { header: 'EXPIRES', cell: ({ verdict }) => remaining(verdict.standing.expiresIn) },
  { header: 'TRANSITIONS', cell: ({ lease }) => String(lease.transitions ?? '') },
  {
    header: 'AGE',
    cell: ({ lease, clock }) => humanDuration(secondsSince(lease.createdAt, clock)),
  },
  { header: 'IDENTITY', wide: true, cell: ({ lease }) => lease.holderIdentity ?? '' },
  { header: 'WRITER', wide: true, cell: ({ lease }) => writerOf(lease) },
  { header: 'NODE', wide: true, cell: ({ verdict }) => verdict.node ?? '-' },
  { header: 'DURATION', wide: true, cell: ({ lease }) => seconds(lease.durationSeconds) },
  { header: 'STRATEGY', wide: true, cell: ({ lease }) => lease.strategy ?? '' },
];

export interface LeaseTableOptions {
  readonly wide: boolean;
  readonly namespaces: boolean;
  readonly headers: boolean;
  /** With the time of day, in UTC: a watch goes on for hours. */
  readonly times: boolean;
}

export function leaseTable(options: LeaseTableOptions): Table<LeaseRow> {
  const columns = COLUMNS.filter((column) => options.wide || !column.wide);
  const first = [...(options.times ? [TIME] : []), ...(options.namespaces ? [NAMESPACE] : [])];
  return new Table([...first, ...columns], options);
}

export function standingInWords(word: StandingWord): string {
  return word === 'never-held' ? 'never held' : word;
}

function writerOf({ writers }: Lease): string {
  return writers.find((writer) => writer.ownsRenewTime)?.manager ?? '';
}

function age(secondsAgo: number | undefined): string {
  return secondsAgo === undefined ? '' : humanDuration(secondsAgo);
}

/** Nothing once the term is over: STANDING says so. */
function remaining(left: number | undefined): string {
  return left === undefined || left < 0 ? '' : humanDuration(left);
}

function seconds(value: number | undefined): string {
  return value === undefined ? '' : `${value}s`;
}

function secondsSince(time: Micros | undefined, { now }: Clock): number | undefined {
  return time === undefined ? undefined : (now - time) / SECOND;
}
