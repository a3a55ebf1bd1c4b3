// What became of a leader that was deposed: when it was seen awake again, and by when it had stopped.
import type { AuditTrail } from './audit-trail.ts';
import { succeeded } from './audit-writes.ts';
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
    const previous = deposedBy(row, rows.slice(0, index));
    if (previous === undefined) return row;
    const later = rows.slice(index + 1);
    const until = later.find((it) => beginsGrant(it) && it.holder === previous)?.from ?? Infinity;
    const word = later.find(
      (it) => it.event === 'stopped' && it.holder === previous && it.from < until,
    );
    const around = { until, word, silent: silence(row, rows) };
    const leader = formerLeader(row, previous, around, signs);
    if (word !== undefined && leader.source.includes('event')) joined.add(word);
    return { ...row, detail: { ...row.detail, formerLeader: leader } };
  });
  return all.filter((_, index) => !joined.has(rows[index] as HistoryRow));
}

/** Whom the row made a leader no longer without its knowing; undefined where it had let go, or ended. */
export function deposedBy(row: HistoryRow, earlier: readonly HistoryRow[]): string | undefined {
  const { previous } = row.detail;
  if (!beginsGrant(row) || previous === undefined || previous === row.holder) return undefined;
  if (row.event === 'restarted') return undefined;
  const since = earlier.findLastIndex((it) => beginsGrant(it) && it.holder === previous);
  const letGo = earlier
    .slice(since + 1)
    .some(
      (it) =>
        (it.event === 'released' && it.detail.byHolder) ||
        (it.event === 'stopped' && it.holder === previous),
    );
  return letGo ? undefined : previous;
}

/** The silence that the row ended. */
function silence(row: HistoryRow, rows: readonly HistoryRow[]): HistoryRow | undefined {
  return rows.findLast(
    (it) => it.event === 'late' && it.from <= row.from && it.holder === row.detail.previous,
  );
}

interface Around {
  readonly until: Micros;
  readonly word: HistoryRow | undefined;
  readonly silent: HistoryRow | undefined;
}

function formerLeader(
  row: HistoryRow,
  identity: string,
  { until, word, silent }: Around,
  signs: FormerSigns,
): FormerLeader {
  const pod = signs.nameOf(identity);
  const end = signs.ends.find(
    (it) => it.pod === pod && it.at + SECOND >= row.from && it.at < until,
  );
  const stopped = end?.at ?? word?.from;
  const awakeAt = silent && firstSign(row, identity, stopped ?? until, signs);
  const term = silent?.detail.term ?? signs.term;
  // One that was not silent goes on from here; of one that was, nothing is known before it wakes.
  const alive =
    awakeAt ?? (silent === undefined && row.source.includes('audit') ? row.to : undefined);
  const bound = alive === undefined || term === undefined ? undefined : alive + term * SECOND;
  const basis = end ? 'container' : word ? 'event' : bound === undefined ? undefined : 'term';
  return {
    ...{ identity, awakeAt, until: end?.at ?? word?.from ?? bound, basis },
    source: [
      ...(alive === undefined ? [] : ['audit' as const]),
      ...(word ? ['event' as const] : []),
      ...(end ? ['pod' as const] : []),
    ],
    confidence: end ? 'certain' : 'likely',
  };
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
