// What a history tells of one operation of ours, and whether it could tell at all.
import type { History } from './history.ts';

/** Its rows alone; what could be seen stays as it is. */
export function ofOperation(
  history: History,
  id: string,
): History & { readonly operation: string } {
  const rows = history.rows.filter(({ detail }) => detail.operation?.id === id);
  const operations = history.operations.filter((it) => it.id === id);
  return { ...history, rows, operations, operation: id };
}

/**
 * `none`: neither the Lease nor an Event tells of it. A Lease keeps the last ten, and an Event is kept
 * for an hour: where either could not be looked at, it is `unknown`.
 */
export function findsOperation({ rows, coverage }: History): 'found' | 'none' | 'unknown' {
  if (rows.length > 0) return 'found';
  return coverage.events.seen ? 'none' : 'unknown';
}
