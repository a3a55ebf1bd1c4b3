// The page of `history`: what could be seen, then one line for each thing that happened.
import { classify } from '../lease/classify.ts';
import type { History } from '../lease/history.ts';
import { namesIn } from '../lease/history-names.ts';
import type { HistoryRow, HistorySource } from '../lease/history-row.ts';
import { leaseFrom } from '../lease/lease.ts';
import { escapeText, joined, lines, type Printable } from './escape.ts';
import { Table, type Column } from './table.ts';
import { limitsInWords, reachInWords } from './timeline-coverage.ts';
import { between } from './timeline-times.ts';
import { formerInWords, markOf, wordsOf, type WordsContext } from './timeline-words.ts';

export interface Line {
  readonly time: string;
  readonly holder: string;
  readonly words: string;
  readonly source: string;
}

const COLUMNS: readonly Column<Line>[] = [
  { header: 'TIME', cell: ({ time }) => time },
  { header: 'HOLDER', cell: ({ holder }) => holder, escape: escapeText },
  { header: 'EVENT', cell: ({ words }) => words, escape: escapeText },
  { header: 'SOURCE', cell: ({ source }) => source },
];

export function timelinePage(history: History & { readonly operation?: string }): Printable {
  const { operation, ref, raw, coverage, rows, clock } = history;
  const nameOf = namesIn(ref, raw && leaseFrom(raw));
  const context = { nameOf, now: clock.now };
  const head = [
    `${ref.namespace}/${ref.name}   ${reachInWords(coverage, clock.now)}`,
    ...limitsInWords(coverage, isElected(history)),
  ];
  const table = new Table(COLUMNS, { headers: false });
  for (const line of rows.flatMap((row) => linesOf(row, context))) table.add(line);
  const nothing =
    operation === undefined ? 'Nothing is told of it.' : noOperation(operation, coverage);
  const body = table.isEmpty ? [lines(nothing)] : table.text();
  return joined([lines(...head, ''), ...body]);
}

/** Events that were not seen are in the head. */
function noOperation(id: string, { events, exists }: History['coverage']): string {
  const lease = exists ? 'the Lease' : 'the Lease, which is not there';
  return events.seen
    ? `Neither ${lease} nor an Event tells of operation ${id}.`
    : `Operation ${id} is not in ${lease}; Events might tell of it.`;
}

/** Heartbeats and identities tell nothing in Events. */
function isElected({ raw }: History): boolean {
  const kind = raw && classify(leaseFrom(raw)).kind;
  return kind !== 'node' && kind !== 'apiserver';
}

/** One for the row, one more for a former leader that it says something of; not escaped. */
export function linesOf(row: HistoryRow, context: WordsContext): Line[] {
  const { nameOf, now } = context;
  const { formerLeader } = row.detail;
  const line: Line = {
    time: between(row.from, row.to, now),
    holder: holderOf(row, nameOf),
    words: `${markOf(row)} ${wordsOf(row, context)}`,
    source: sourceOf(row),
  };
  if (formerLeader === undefined) return [line];
  const former: Line = {
    ...{ time: '', holder: nameOf(formerLeader.identity), source: sourceOf(formerLeader) },
    words: `╎ ${formerInWords(formerLeader, now)}`,
  };
  return [line, former];
}

/** Where only the writer is known: its Pod, which most holders are named after. */
function holderOf({ holder, event, by }: HistoryRow, nameOf: WordsContext['nameOf']): string {
  if (holder !== undefined) return nameOf(holder);
  return NOBODYS.has(event) ? '-' : (by?.pod ?? '-');
}

const NOBODYS: ReadonlySet<HistoryRow['event']> = new Set([
  'edited',
  'deleted',
  'forced',
  'attempted',
]);

const NAMES: Readonly<Record<HistorySource, string>> = {
  lease: 'lease',
  managedFields: 'managedFields',
  audit: 'audit',
  mark: 'our mark',
  event: 'Event',
  candidate: 'LeaseCandidate',
  pod: 'Pod',
};

/** Only what is not certain says how sure it is. */
function sourceOf({ source, confidence }: Pick<HistoryRow, 'source' | 'confidence'>): string {
  if (source.length === 0) return '-';
  const names = source.map((it) => NAMES[it]).join(', ');
  return confidence === 'certain' ? names : `${names}: ${confidence}`;
}
