// The last rows of a history that say who led: what the record of a Lease shows of it.
import { beginsGrant, type HistoryRow } from './history-row.ts';
import { isTransition, type HistoryCoverage } from './history-coverage.ts';
import type { Timeline } from './timeline.ts';

export interface RecentTransitions {
  /** Oldest first; at most as many as were asked for. */
  readonly rows: readonly HistoryRow[];
  /** The last change of holder; undefined where none was seen. */
  readonly last: HistoryRow | undefined;
  readonly coverage: HistoryCoverage;
}

/** Changes of holder, and what took it from one: silences and edits are left to the history. */
export function recentTransitions(
  { rows, coverage }: Pick<Timeline, 'rows' | 'coverage'>,
  most: number,
): RecentTransitions {
  const changes = rows.filter((row) => beginsGrant(row) || ENDINGS.has(row.event));
  return { rows: changes.slice(-most), last: rows.findLast(isTransition), coverage };
}

const ENDINGS: ReadonlySet<HistoryRow['event']> = new Set(['released', 'deleted', 'recreated']);
