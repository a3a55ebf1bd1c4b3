// What only the order of all rows tells: who held the Lease before, and so what a new holder's row means.
import { isPodIn } from './history-events.ts';
import type { NameOf } from './history-names.ts';
import { beginsGrant, type HistoryRow } from './history-row.ts';

interface Before {
  readonly holder: string | undefined;
  /** It was let go, and so nobody had to be deposed. */
  readonly free: boolean;
  /** Its leader says that it stopped. */
  readonly stopped: boolean;
}

/**
 * Rows in their order. Those that an audit log proves know what was before; of the others an
 * `acquired` is a `taken-over` where the holder before had let go of nothing, as far as is known, and
 * what a Pod wrote is told of the holder that is named after it.
 */
export function settled(rows: readonly HistoryRow[], nameOf: NameOf): HistoryRow[] {
  let before: Before = { holder: undefined, free: true, stopped: false };
  return rows.map((row) => {
    const told = isProved(row) ? row : inOrder(row, before, nameOf);
    before = after(told, before);
    return told;
  });
}

function isProved({ source, confidence, detail }: HistoryRow): boolean {
  return source.includes('audit') && (confidence === 'certain' || detail.tookBack === true);
}

function inOrder(row: HistoryRow, before: Before, nameOf: NameOf): HistoryRow {
  const { holder } = before;
  if (holder === undefined) return row;
  if (row.holder === undefined) {
    const about = row.event === 'released' || (!beginsGrant(row) && isPodIn(holder, row));
    return about ? { ...row, holder } : row;
  }
  if (row.event !== 'acquired' && row.event !== 'taken-over') return row;
  if (row.detail.first || row.detail.previous !== undefined) return row;
  const detail = { ...row.detail, previous: holder };
  const confidence = row.confidence === 'guess' ? 'guess' : 'likely';
  const told = (event: HistoryRow['event']): HistoryRow => ({ ...row, event, confidence, detail });
  if (holder === row.holder) {
    // It says so again: it had stopped, or it is another process under an identity that stays.
    const again = before.stopped || before.free || nameOf(holder) !== holder;
    return told(again ? 'acquired' : 'restarted');
  }
  if (nameOf(holder) === nameOf(row.holder)) return told('restarted');
  return before.free ? { ...row, event: 'acquired', detail } : told('taken-over');
}

function after(row: HistoryRow, before: Before): Before {
  if (beginsGrant(row)) return { holder: row.holder, free: false, stopped: false };
  switch (row.event) {
    case 'released':
      return { ...before, free: true };
    case 'stopped':
      return row.holder === before.holder ? { ...before, stopped: true } : before;
    case 'deleted':
    case 'recreated':
      return { holder: undefined, free: true, stopped: false };
    default:
      return before;
  }
}
