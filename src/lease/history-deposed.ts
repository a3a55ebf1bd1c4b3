// Leaders that were deposed without their knowing, each with what came before and after in its name.
import { beginsGrant, type HistoryRow } from './history-row.ts';
import { SECOND, type Micros } from './time.ts';

export interface Deposed {
  readonly identity: string;
  /** What began its grant; undefined where that was not seen. */
  readonly grant: HistoryRow | undefined;
  /** The silence that was ended by deposing it; undefined where it was not silent. */
  readonly silent: HistoryRow | undefined;
  /** Its own word, afterwards, that it stopped. */
  readonly word: HistoryRow | undefined;
  /** When it led again; Infinity where it never did. */
  readonly until: Micros;
}

/** By the row that deposed them, the last first; rows in their order, settled. */
export function deposedIn(rows: readonly HistoryRow[]): ReadonlyMap<HistoryRow, Deposed> {
  const known = forward(rows);
  const deposed = new Map<HistoryRow, Deposed>();
  const [again, words] = [new Map<string, HistoryRow>(), new Map<string, HistoryRow>()];
  for (const row of rows.toReversed()) {
    const before = known.get(row);
    if (before !== undefined) {
      const until = again.get(before.identity)?.from ?? Infinity;
      const word = words.get(before.identity);
      deposed.set(row, { ...before, until, word: word && word.from < until ? word : undefined });
    }
    if (row.holder === undefined) continue;
    if (beginsGrant(row)) again.set(row.holder, row);
    if (row.event === 'stopped') words.set(row.holder, row);
  }
  return deposed;
}

type Before = Pick<Deposed, 'identity' | 'grant' | 'silent'>;

function forward(rows: readonly HistoryRow[]): Map<HistoryRow, Before> {
  const all = new Map<HistoryRow, Before>();
  const grants = new Map<string, HistoryRow>();
  const silences = new Map<string, HistoryRow>();
  /** Those that let go of it, or say that they stopped, since their last grant. */
  const free = new Set<string>();
  for (const row of rows) {
    const identity = deposedBy(row, free);
    if (identity !== undefined) {
      const silent = silences.get(identity);
      all.set(row, {
        identity,
        grant: grants.get(identity),
        silent: endsWith(silent, row) ? silent : undefined,
      });
    }
    const { holder, event } = row;
    if (holder === undefined) continue;
    if (beginsGrant(row)) {
      grants.set(holder, row);
      free.delete(holder);
    }
    if (event === 'late') silences.set(holder, row);
    if (event === 'stopped' || row.detail.byHolder) free.add(holder);
  }
  return all;
}

/** Undefined where it had let go, or where a new process of it took over: the old one has ended. */
function deposedBy(row: HistoryRow, free: ReadonlySet<string>): string | undefined {
  const { previous } = row.detail;
  if (!beginsGrant(row) || row.event === 'restarted') return undefined;
  return previous === row.holder || previous === undefined || free.has(previous)
    ? undefined
    : previous;
}

/** The silence goes on until the row; a later renewal has ended it. */
function endsWith(silent: HistoryRow | undefined, row: HistoryRow): boolean {
  if (silent?.detail.silentFor === undefined) return false;
  return silent.to + (silent.detail.silentFor + 1) * SECOND >= row.from;
}
