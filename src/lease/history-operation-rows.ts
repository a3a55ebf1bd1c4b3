// Which rows of a history an operation of ours wrote, and the one row that stands for them.
import { fenceHolder, fenceId, OUR_MANAGER } from './fence.ts';
import { isPodIn } from './history-events.ts';
import {
  beginsGrant,
  withSource,
  type HistoryEvent,
  type HistoryRow,
  type HistorySource,
} from './history-row.ts';
import type { Outcome } from './operation-record.ts';
import { SECOND, type Micros } from './time.ts';
import type { ToldOperation } from './told-operation.ts';

const WRITES_NOTHING: ReadonlySet<Outcome> = new Set(['changed', 'refused', 'denied', 'declined']);

export function wroteNothing({ record }: ToldOperation): boolean {
  return record !== undefined && WRITES_NOTHING.has(record.outcome);
}

/** How far apart the clocks of a server's parts, a holder's and a node's may be. */
const WRONG_CLOCK = 60 * SECOND;
/** Of one that told of no end. */
const LONGEST = 600 * SECOND;

/** From its first write to its last. */
function spanOf(
  { operation, record }: ToldOperation,
  begin: HistoryRow | undefined,
): [Micros, Micros] {
  const from = operation?.at ?? begin?.from ?? Infinity;
  return [from - WRONG_CLOCK, (record?.endedAt ?? from + LONGEST) + WRONG_CLOCK];
}

function isWithin({ from, to }: HistoryRow, [begin, end]: [Micros, Micros]): boolean {
  return to >= begin && from <= end;
}

/** Written by this program at about that time. */
export function isOurs(row: HistoryRow, told: ToldOperation): boolean {
  const { manager, agent } = row.by ?? {};
  const ours = (manager ?? agent ?? '').startsWith(OUR_MANAGER);
  return ours && isWithin(row, spanOf(told, undefined));
}

/** Its record, and what else it wrote beside the holder. */
export function editsOf(
  rows: readonly HistoryRow[],
  told: ToldOperation,
  begin: HistoryRow | undefined,
): HistoryRow[] {
  const span = spanOf(told, begin);
  return rows.filter(({ event, by, ...row }) => {
    const ours = (by?.manager ?? by?.agent ?? '').startsWith(OUR_MANAGER);
    const silent = event === 'edited' || (event === 'released' && !row.source.includes('audit'));
    return ours && silent && isWithin({ event, by, ...row }, span);
  });
}

/** Who leads after its fence, its release or its hand-over; undefined where no row tells. */
export function nextLeader(
  rows: readonly HistoryRow[],
  told: ToldOperation,
  { begin, freed }: { readonly begin: HistoryRow | undefined; readonly freed: boolean },
): HistoryRow | undefined {
  const { record } = told;
  const after = record?.outcome === 'unled' ? undefined : record?.after;
  const span = spanOf(told, begin);
  const later = rows.filter(
    (row) =>
      beginsGrant(row) &&
      isWithin(row, span) &&
      fenceId({ holderIdentity: row.holder }) === undefined,
  );
  const ended = freed && (record === undefined || after !== undefined);
  const follows = later.find(
    ({ detail }) => (ended || after) && detail.previous === fenceHolder(told.id),
  );
  if (follows !== undefined || after === undefined) return follows;
  return later.find((row) => {
    const { epoch, operation } = row.detail;
    if (operation !== undefined || row.to < (record?.at ?? 0) - SECOND) return false;
    if (row.holder === undefined) return isPodIn(after.holder, row);
    return row.holder === after.holder && epoch?.acquireTime === (epoch && after.acquireTime);
  });
}

export function sourcesOf({ told }: ToldOperation): readonly HistorySource[] {
  return told;
}

/** Of the Date header, by which an operation sets its clock. */
const STEP = SECOND;

/**
 * The row of its first write: at the moment that an audit log tells, else at that of its mark, both by
 * the API server's clock. `also`: other rows that tell of it.
 */
export function operationRow(
  told: ToldOperation,
  event: HistoryEvent,
  rows: {
    readonly begin?: HistoryRow | undefined;
    readonly audited?: HistoryRow | undefined;
    readonly also?: readonly HistoryRow[];
  } = {},
): HistoryRow {
  const { operation } = told;
  const { begin, audited, also = [] } = rows;
  const exact = begin?.source.includes('audit') ? begin : undefined;
  const from = exact?.from ?? operation?.at ?? begin?.from ?? 0;
  const to = exact?.to ?? (operation && operation.at + STEP) ?? begin?.to ?? 0;
  const bare: HistoryRow = {
    ...{ event, from, to, clock: 'server', holder: operation?.before.holder },
    by: exact?.by ?? audited?.by ?? (operation && { user: operation.operator }),
    ...{ source: [], confidence: exact ? 'certain' : 'likely', detail: { operation: told } },
  };
  const sources = [begin, ...also].flatMap((row) => row?.source ?? []);
  return withSource(bare, ...sourcesOf(told), ...sources);
}
