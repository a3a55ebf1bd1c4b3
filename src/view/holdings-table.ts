// What one holds, as a table: for a node and a zone in the order to move it.
import type { Gap } from '../lease/handover-gap.ts';
import { isDrained } from '../lease/holding-target.ts';
import type { Holding, Holdings } from '../lease/holdings.ts';
import { spokenName } from '../lease/holder.ts';
import type { Move } from '../lease/move-order.ts';
import { ownersCommand } from '../lease/owners-command.ts';
import type { Printable } from './escape.ts';
import { standingInWords } from './lease-table.ts';
import { Table, type Column } from './table.ts';

type Row = Holding;

const MOVE: Column<Row> = { header: 'MOVE', cell: ({ move }) => (move ? moveInWords(move) : '') };

const COLUMNS: readonly Column<Row>[] = [
  { header: 'NAMESPACE', cell: ({ lease }) => lease.ref.namespace },
  { header: 'NAME', cell: ({ lease }) => lease.ref.name },
  { header: 'KIND', cell: ({ verdict }) => verdict.kind },
  { header: 'POD', cell: (row) => podOf(row) },
  { header: 'STANDING', cell: ({ verdict }) => standingInWords(verdict.standing.word) },
  { header: 'STANDBYS', cell: (row) => standbysOf(row) },
  { header: 'WITHOUT-A-LEADER', cell: (row) => gapInWords(row) },
  { header: 'NODE', wide: true, cell: ({ node }) => node ?? '' },
  { header: 'CONTROLLER', wide: true, cell: (row) => controllerOf(row) },
  { header: 'CONFIDENCE', wide: true, cell: ({ verdict }) => verdict.holder.confidence },
  { header: 'WHY', wide: true, cell: (row) => whyOf(row) },
];

export function holdingsTable(
  { target, items, heartbeat }: Holdings,
  options: { readonly wide: boolean; readonly headers: boolean },
): Iterable<Printable> {
  const columns = COLUMNS.filter((column) => options.wide || !column.wide);
  const table = new Table([...(isDrained(target) ? [MOVE] : []), ...columns], options);
  for (const item of items) table.add(item);
  if (heartbeat?.seen && heartbeat.value) table.add(heartbeat.value);
  return table.text();
}

function moveInWords(move: Move): string {
  switch (move.how) {
    case 'step':
      return String(move.step);
    case 'by-hand':
      return 'by hand';
    case 'stays':
    case 'unknown':
      return move.how;
  }
}

/** With its namespace where that is not the Lease's; a guess is marked. */
function podOf({ pod, lease, verdict: { holder } }: Row): string {
  if (pod === undefined) return '-';
  const { namespace, name } = pod.ref;
  const named = namespace === lease.ref.namespace ? name : `${namespace}/${name}`;
  return holder.confidence === 'guess' ? `${named}?` : named;
}

function standbysOf({ standbys, move }: Row): string {
  if (standbys === undefined) return '-';
  if (!standbys.seen) return 'not known';
  const { length } = standbys.value;
  if (length > 0) return String(length);
  return move === undefined ? 'none' : 'none elsewhere';
}

/** Seconds are rounded up: nothing is promised too early. */
function gapInWords(row: Row): string {
  const { gap, standbys, pod, lease, verdict, via } = row;
  if (gap === undefined) {
    const what = UNLED[verdict.kind] ?? 'not led';
    // What moves a heartbeat's node is what is asked about.
    const command =
      verdict.kind === 'node' ? undefined : ownersCommand(lease, verdict.classification);
    const by =
      via === 'about' && verdict.kind === 'lock'
        ? ` of this node by ${spokenName(verdict.holder)}`
        : '';
    return command === undefined ? `${what}${by}` : `${what}${by}: ${command}`;
  }
  const seconds = secondsInWords(gap);
  if (seconds === undefined) return `not known: ${gap.by}`;
  if (!standbys?.seen) return `${seconds}, if another stands by`;
  if (standbys.value.length > 0) return seconds;
  if (pod?.controller === undefined) return 'for good: nothing starts its Pod again';
  return `until a new Pod runs, then ${seconds}`;
}

const UNLED: Readonly<Partial<Record<Holding['verdict']['kind'], string>>> = {
  node: 'a heartbeat',
  apiserver: 'an identity',
  lock: 'a lock',
  mutex: 'a primary',
  data: 'a sign of life',
};

function secondsInWords({ most, released, releases }: Gap): string | undefined {
  if (most === undefined || released === undefined) return undefined;
  const [slow, quick] = [Math.ceil(most), Math.ceil(released)];
  if (releases === true) return `up to ${quick}s`;
  return releases === false ? `up to ${slow}s` : `up to ${slow}s, ${quick}s if it releases`;
}

function controllerOf({ pod }: Row): string {
  return pod?.controller ? `${pod.controller.kind}/${pod.controller.name}` : '';
}

function whyOf({ move, verdict }: Row): string {
  return move && 'why' in move ? move.why : verdict.holder.why;
}
