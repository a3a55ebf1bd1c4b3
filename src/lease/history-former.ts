// What became of a leader that was deposed: when it was seen awake again, and by when it had stopped.
import type { AuditTrail } from './audit-trail.ts';
import { isKubectl } from './audit-writes.ts';
import { deposedIn, type Deposed } from './history-deposed.ts';
import type { NameOf } from './history-names.ts';
import type { FormerLeader, HistoryRow } from './history-row.ts';
import { signsIn, type Signs } from './history-signs.ts';
import { SECOND, type Micros } from './time.ts';

/** The end of a Pod's containers, by the clock of its node. */
export interface PodEnd {
  readonly pod: string;
  readonly at: Micros;
}

export interface FormerSources {
  readonly trail: AuditTrail | undefined;
  readonly ends: readonly PodEnd[];
  readonly nameOf: NameOf;
  /** Seconds: that of the Lease now, where no row says what it was. */
  readonly term: number | undefined;
}

/** Rows in their order, settled. A leader's own word that it stopped, told afterwards, joins the row. */
export function withFormerLeaders(
  rows: readonly HistoryRow[],
  sources: FormerSources,
): HistoryRow[] {
  const deposed = deposedIn(rows);
  const signs = signsIn(sources.trail);
  const joined = new Set<HistoryRow>();
  const all = rows.map((row) => {
    const before = deposed.get(row);
    if (before === undefined) return row;
    const leader = formerLeader(row, before, signs, sources);
    if (leader.basis === 'event' && before.word !== undefined) joined.add(before.word);
    return { ...row, detail: { ...row.detail, formerLeader: leader } };
  });
  return all.filter((_, index) => !joined.has(rows[index] as HistoryRow));
}

function formerLeader(
  row: HistoryRow,
  { identity, grant, silent, word, until }: Deposed,
  signs: Signs,
  { ends, nameOf, term: present }: FormerSources,
): FormerLeader {
  const pod = nameOf(identity);
  const end = ends.find((it) => it.pod === pod && it.at + SECOND >= row.from && it.at < until);
  const last = end?.at ?? word?.from ?? until;
  const awakeAt = silent && firstSign(row, { identity, pod, before: last }, signs);
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
  // An operation releases its fence once the old leader has stopped, or must have.
  const released = row.detail.operation?.record?.releasedAt;
  if (released !== undefined && released >= row.from) {
    const source = [...awake, ...(row.detail.operation?.told ?? [])];
    return { ...common, until: released, basis: 'release', source, confidence: 'likely' };
  }
  // One that was not silent goes on from here; of one that was, nothing is known before it wakes.
  const goesOn = silent === undefined && row.source.includes('audit') ? row.to : undefined;
  const alive = awakeAt ?? goesOn;
  const term = grant?.detail.term ?? present;
  if (alive !== undefined && term !== undefined && !isKubectl(grant?.by ?? {})) {
    const bound = alive + term * SECOND;
    return { ...common, until: bound, basis: 'term', source: ['audit'], confidence: 'likely' };
  }
  return { ...common, until: undefined, basis: undefined, source: awake, confidence: 'likely' };
}

/** A write in its name, which fails; or anything that its Pod asked of the Lease before it ended. */
function firstSign(
  row: HistoryRow,
  { identity, pod, before }: { identity: string; pod: string; before: Micros },
  signs: Signs,
): Micros | undefined {
  const first = [signs.ofIdentity(identity, row.to), signs.ofPod(pod, row.to)];
  const known = first.filter((at) => at !== undefined && at < before);
  return known.length === 0 ? undefined : Math.min(...(known as Micros[]));
}
