// What became of a leader that was deposed: when it was seen awake again, and by when it had stopped.
import type { AuditTrail } from './audit-trail.ts';
import { isKubectl, succeeded } from './audit-writes.ts';
import type { NameOf } from './history-names.ts';
import { beginsGrant, type FormerLeader, type HistoryRow } from './history-row.ts';
import { SECOND, type Micros } from './time.ts';

/** The end of a Pod's containers, by the clock of its node. */
export interface PodEnd {
  readonly pod: string;
  readonly at: Micros;
}

export interface FormerSigns {
  readonly trail: AuditTrail | undefined;
  readonly ends: readonly PodEnd[];
  readonly nameOf: NameOf;
  /** Seconds: that of the Lease now, where no row says what it was. */
  readonly term: number | undefined;
}

/** Rows in their order, settled. A leader's own word that it stopped, told afterwards, joins the row. */
export function withFormerLeaders(rows: readonly HistoryRow[], signs: FormerSigns): HistoryRow[] {
  const joined = new Set<HistoryRow>();
  const all = rows.map((row, index) => {
    const previous = deposedBy(rows, index);
    if (previous === undefined) return row;
    const again = next(rows, index, (it) => beginsGrant(it) && it.holder === previous);
    const said = next(rows, index, (it) => it.event === 'stopped' && it.holder === previous);
    const until = again?.from ?? Infinity;
    const word = said !== undefined && said.from < until ? said : undefined;
    const grant = before(rows, index, (it) => beginsGrant(it) && it.holder === previous);
    const silent = before(rows, index, (it) => it.event === 'late' && it.holder === previous);
    const around = { until, word, grant, silent: endsWith(silent, row) ? silent : undefined };
    const leader = formerLeader(row, previous, around, signs);
    if (leader.basis === 'event' && word !== undefined) joined.add(word);
    return { ...row, detail: { ...row.detail, formerLeader: leader } };
  });
  return all.filter((_, index) => !joined.has(rows[index] as HistoryRow));
}

type Wanted = (row: HistoryRow) => boolean;

function next(rows: readonly HistoryRow[], index: number, wanted: Wanted): HistoryRow | undefined {
  for (let at = index + 1; at < rows.length; at += 1) {
    const row = rows[at];
    if (row !== undefined && wanted(row)) return row;
  }
  return undefined;
}

function before(
  rows: readonly HistoryRow[],
  index: number,
  wanted: Wanted,
): HistoryRow | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    const row = rows[at];
    if (row !== undefined && wanted(row)) return row;
  }
  return undefined;
}

/** Whom the row made a leader no longer without its knowing; undefined where it had let go, or ended. */
export function deposedBy(rows: readonly HistoryRow[], index: number): string | undefined {
  const row = rows[index];
  const previous = row?.detail.previous;
  if (row === undefined || previous === undefined || previous === row.holder) return undefined;
  if (!beginsGrant(row) || row.event === 'restarted') return undefined;
  const last = before(
    rows,
    index,
    (it) =>
      (beginsGrant(it) || it.detail.byHolder || it.event === 'stopped') && it.holder === previous,
  );
  return last === undefined || beginsGrant(last) ? previous : undefined;
}

/** The silence goes on until the row; a later renewal has ended it. */
function endsWith(silent: HistoryRow | undefined, row: HistoryRow): boolean {
  if (silent?.detail.silentFor === undefined) return false;
  return silent.to + (silent.detail.silentFor + 1) * SECOND >= row.from;
}

interface Around {
  /** When it led again. */
  readonly until: Micros;
  /** Its own word that it stopped. */
  readonly word: HistoryRow | undefined;
  readonly grant: HistoryRow | undefined;
  readonly silent: HistoryRow | undefined;
}

function formerLeader(
  row: HistoryRow,
  identity: string,
  { until, word, grant, silent }: Around,
  signs: FormerSigns,
): FormerLeader {
  const pod = signs.nameOf(identity);
  const end = signs.ends.find(
    (it) => it.pod === pod && it.at + SECOND >= row.from && it.at < until,
  );
  const awakeAt = silent && firstSign(row, identity, end?.at ?? word?.from ?? until, signs);
  const common = { identity, awakeAt };
  const awake = awakeAt === undefined ? [] : (['audit'] as const);
  if (end) {
    const source = [...awake, 'pod' as const];
    return { ...common, until: end.at, basis: 'container', source, confidence: 'certain' };
  }
  if (word) {
    const source = [...awake, 'event' as const];
    return { ...common, until: word.from, basis: 'event', source, confidence: 'likely' };
  }
  // One that was not silent goes on from here; of one that was, nothing is known before it wakes.
  const awakeFor = silent === undefined && row.source.includes('audit') ? row.to : undefined;
  const alive = awakeAt ?? awakeFor;
  const term = grant?.detail.term ?? signs.term;
  const elects = !isKubectl(grant?.by ?? {});
  if (alive !== undefined && term !== undefined && elects) {
    const bound = alive + term * SECOND;
    return { ...common, until: bound, basis: 'term', source: ['audit'], confidence: 'likely' };
  }
  return { ...common, until: undefined, basis: undefined, source: awake, confidence: 'likely' };
}

/** A write in its name, which fails; or anything that its Pod asked of the Lease before it ended. */
function firstSign(
  row: HistoryRow,
  identity: string,
  before: Micros,
  { trail, nameOf }: FormerSigns,
): Micros | undefined {
  let first: Micros | undefined;
  for (const request of trail?.requests ?? []) {
    const inItsName = request.asked?.holder === identity && !succeeded(request);
    const pod = request.by.pod;
    if (!inItsName && (pod === undefined || pod !== nameOf(identity))) continue;
    for (const at of request.times) {
      if (at > row.to && at < before && (first === undefined || at < first)) first = at;
    }
  }
  return first;
}
