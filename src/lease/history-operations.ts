// Operations of ours in a history: all that one of them wrote is one row, and its fence is nobody's lead.
import { fenceId } from './fence.ts';
import {
  editsOf,
  isOurs,
  nextLeader,
  operationRow,
  sourcesOf,
  wroteNothing,
} from './history-operation-rows.ts';
import {
  beginsGrant,
  byTime,
  withSource,
  type HistoryDetail,
  type HistoryRow,
} from './history-row.ts';
import { SECOND } from './time.ts';
import { fenceAlone, type ToldOperation } from './told-operation.ts';

/** Rows of all other sources; what an audit log, the Lease or an Event tells of an operation joins its row. */
export function withOperations(
  rows: readonly HistoryRow[],
  told: readonly ToldOperation[],
): HistoryRow[] {
  const known = new Set(told.map(({ id }) => id));
  const bare = [...new Set(rows.flatMap((row) => fenceOf(row) ?? []))].filter(
    (id) => !known.has(id),
  );
  const all = [...told, ...bare.map(fenceAlone)].reduce<readonly HistoryRow[]>(withOperation, rows);
  return all.map(withoutFence).sort(byTime);
}

function withOperation(rows: readonly HistoryRow[], told: ToldOperation): readonly HistoryRow[] {
  if (wroteNothing(told)) return [...rows, operationRow(told, 'attempted')];
  const plan = told.operation?.plan;
  if (rows.some((row) => fenceOf(row) === told.id)) return withFence(rows, told);
  if (plan === 'release') return withRelease(rows, told);
  return plan === 'hand-over' ? withHandOver(rows, told) : withFence(rows, told);
}

/** The fence, its renewals, its release and the next leader. */
function withFence(rows: readonly HistoryRow[], told: ToldOperation): HistoryRow[] {
  const own = rows.filter((row) => fenceOf(row) === told.id);
  const begin = own.find(beginsGrant);
  const edits = editsOf(rows, told, begin);
  const freed = own.some(({ event }) => event === 'released');
  const next = nextLeader(rows, told, { begin, freed });
  // Of one that never ended its silence says when somebody could lead.
  const silences = told.state === 'ended' ? [] : own.filter(({ event }) => SILENT.has(event));
  const joined = new Set(
    [...own, ...edits, ...(next ? [next] : [])].filter((it) => !silences.includes(it)),
  );
  const audited = [begin, ...own, ...edits].find((row) => row?.source.includes('audit'));
  const after = leads(told) ? told.record?.after : undefined;
  const previous = told.operation?.before.holder || begin?.detail.previous;
  const { term, epoch = after } = next?.detail ?? {};
  const row = operationRow(told, 'forced', { begin, audited, also: [...joined] });
  return [
    ...rows.filter((it) => !joined.has(it)),
    {
      ...row,
      holder: next?.holder ?? after?.holder,
      detail: {
        ...(previous === undefined ? {} : { previous }),
        ...(term === undefined ? {} : { term }),
        ...(epoch === undefined ? {} : { epoch }),
        ...leaderless(told, begin, next),
        ...{ operation: told, counts: countOf(told, next !== undefined || after !== undefined) },
      },
    },
  ];
}

const SILENT: ReadonlySet<HistoryRow['event']> = new Set(['late', 'expired']);

/** A silent holder's Lease, cleared. */
function withRelease(rows: readonly HistoryRow[], told: ToldOperation): HistoryRow[] {
  const known = rows.find((row) => row.event === 'released' && isOurs(row, told));
  const edits = editsOf(rows, told, known).filter((row) => row !== known);
  const row = operationRow(told, 'released', { begin: known, audited: known, also: edits });
  const detail = { ...known?.detail, operation: told };
  const released = { ...row, holder: told.operation?.before.holder ?? known?.holder, detail };
  const others = rows.filter((it) => it !== known && !edits.includes(it));
  return withNext([...others, released], told, 'acquired');
}

function withHandOver(rows: readonly HistoryRow[], told: ToldOperation): HistoryRow[] {
  const known = rows.find((row) => row.event === 'preferred' && isOurs(row, told));
  const edits = editsOf(rows, told, known).filter((row) => row !== known);
  const row = operationRow(told, 'preferred', { begin: known, audited: known, also: edits });
  const preferred = told.record?.asked ?? told.note?.asked ?? known?.detail.preferred;
  const asked = {
    ...row,
    holder: told.operation?.before.holder ?? known?.holder,
    detail: {
      ...known?.detail,
      ...(preferred === undefined ? {} : { preferred }),
      operation: told,
    },
  };
  const others = rows.filter((it) => it !== known && !edits.includes(it));
  return withNext([...others, asked], told, 'handed-over');
}

/** Who leads after it, where nothing but its record tells. */
function withNext(
  rows: HistoryRow[],
  told: ToldOperation,
  event: 'acquired' | 'handed-over',
): HistoryRow[] {
  const { record } = told;
  const next = nextLeader(rows, told, { begin: undefined, freed: false });
  if (next !== undefined) return rows.with(rows.indexOf(next), confirmed(next, told, event));
  const after = record?.after;
  if (after === undefined || record === undefined || !leads(told)) return rows;
  const at = after.acquireTime;
  return [
    ...rows,
    {
      ...{
        event,
        from: at ?? record.at,
        to: at ?? record.endedAt,
        clock: at ? 'holder' : 'server',
      },
      ...{ holder: after.holder, by: undefined, source: sourcesOf(told), confidence: 'likely' },
      detail: { previous: record.before.holder, epoch: after },
    },
  ];
}

/** Another source's row of the next leader: its moment lies within the operation. */
function confirmed(
  next: HistoryRow,
  told: ToldOperation,
  event: 'acquired' | 'handed-over',
): HistoryRow {
  const { at = next.from, endedAt = next.to } = told.record ?? {};
  const known = next.from === next.to || next.to < at;
  const moment = known
    ? {}
    : { from: Math.max(next.from, at), to: Math.max(at, Math.min(next.to, endedAt)) };
  const elected = event === 'handed-over' && next.event === 'acquired' ? { event } : {};
  const previous = told.operation?.before.holder;
  const detail = { ...(previous ? { previous } : {}), ...next.detail };
  return { ...withSource(next, ...sourcesOf(told)), ...moment, ...elected, detail };
}

/** As it says itself; else from its fence to the next leader, by the API server's clock. */
function leaderless(
  { record }: ToldOperation,
  begin: HistoryRow | undefined,
  next: HistoryRow | undefined,
): Pick<HistoryDetail, 'leaderless'> {
  if (record?.leaderlessSeconds !== undefined) return { leaderless: record.leaderlessSeconds };
  if (begin?.clock !== 'server' || next?.clock !== 'server') return {};
  return { leaderless: (next.to - begin.from) / SECOND };
}

/** Somebody leads after it. */
function leads({ record }: ToldOperation): boolean {
  return record !== undefined && record.outcome !== 'unled';
}

/** The fence raises the counter once, and whoever leads next once more; so it says, where it knows. */
function countOf({ record }: ToldOperation, led: boolean): number {
  const raised = (record?.after?.transitions ?? NaN) - (record?.before.transitions ?? NaN);
  if (raised >= 0 && raised <= MOST_RAISED) return raised;
  return led ? 2 : 1;
}

/** By one that took over another's fence; more is no single operation. */
const MOST_RAISED = 3;

function fenceOf({ holder }: HistoryRow): string | undefined {
  return fenceId({ holderIdentity: holder });
}

/** Whoever comes after a fence deposed nobody by that. */
function withoutFence(row: HistoryRow): HistoryRow {
  const { previous, ...rest } = row.detail;
  delete rest.early;
  if (previous === undefined || fenceId({ holderIdentity: previous }) === undefined) return row;
  return { ...row, event: row.event === 'taken-over' ? 'acquired' : row.event, detail: rest };
}
