// The totals of a campaign: a row for each group of scenarios, and the promises that do not hold.
import { Table, type Column } from '../../src/view/table.ts';
import { promises } from './promises.ts';
import type { Figures, Run } from './scenario.ts';
import type { Range } from './tool.ts';

export interface Totals {
  /** A table with a title line. */
  readonly table: string;
  /** In words; none where all is as promised. */
  readonly broken: readonly string[];
}

export function totals(runs: readonly Run[]): Totals {
  const groups = [...Map.groupBy(runs, ({ group }) => group)];
  const table = new Table<Group>(COLUMNS, { headers: true });
  for (const [name, all] of groups) table.add(groupOf(name, all));
  return {
    table: [...table.text()].join(''),
    broken: [
      ...runs.flatMap((run) => run.broken.map((words) => `${run.scenario} ${run.run}: ${words}`)),
      ...runs.flatMap(({ failed, scenario, run }) =>
        failed === undefined ? [] : [`${scenario} ${run} could not be played: ${failed}`],
      ),
      ...groups.flatMap(([name, all]) => unkept(groupOf(name, all))),
    ],
  };
}

interface Group {
  readonly name: string;
  readonly all: number;
  /** Those that could be played. */
  readonly runs: readonly Run[];
}

function groupOf(name: string, all: readonly Run[]): Group {
  return { name, all: all.length, runs: all.filter(({ failed }) => failed === undefined) };
}

const counted = (is: (run: Run) => boolean) => ({
  cell: ({ runs }: Group) => String(runs.filter(is).length),
});
const spread = (which: keyof Figures) => ({
  cell: ({ runs }: Group) => spreadOf(figures(runs, which)),
});
const share = (of: (run: Run) => boolean | undefined) => ({
  cell: ({ runs }: Group) => {
    const known = runs.flatMap((run) => of(run) ?? []);
    return known.length === 0 ? '-' : `${known.filter(Boolean).length} of ${known.length}`;
  },
});

const COLUMNS: readonly Column<Group>[] = [
  { header: 'GROUP', cell: ({ name }) => name },
  { header: 'RUNS', cell: ({ runs, all }) => `${runs.length} of ${all}` },
  { header: 'BROKEN', ...counted(({ broken }) => broken.length > 0) },
  { header: 'TWO LEADERS', ...counted(({ overlap }) => overlap > 0) },
  { header: 'AS NAMED', ...counted(({ counted: risks = [] }) => risks.length > 0) },
  { header: 'RECORDED', ...share(({ recorded }) => recorded) },
  { header: 'OLD STOPPED', ...spread('stopped') },
  { header: 'NOBODY LED', ...spread('unled') },
  { header: 'NEXT LED IN', ...spread('leaderIn') },
  { header: 'IN RANGE', ...share(inRange) },
  { header: 'OUTCOMES', cell: ({ runs }) => outcomes(runs) },
];

function outcomes(runs: readonly Run[]): string {
  const by = [...Map.groupBy(runs, ({ ended }) => ended)];
  return by.map(([ended, its]) => `${ended}: ${its.length}`).join(', ');
}

function unkept({ name: group, runs }: Group): string[] {
  return promises
    .filter((promise) => promise.group === group)
    .flatMap(({ figure, median, range }) => {
      const [seen, planned] = [
        medianOf(figures(runs, figure)),
        runs.flatMap((it) => inRange(it) ?? []),
      ];
      const share = planned.filter(Boolean).length / planned.length;
      return [
        ...(seen === undefined ? [`${group}: ${figure} was never measured`] : []),
        ...(range !== undefined && planned.length === 0
          ? [`${group}: no plan stated a range of ${figure}`]
          : []),
        ...(median !== undefined && seen !== undefined && seen > median
          ? [`${group}: ${figure} ${seen.toFixed(1)} s in the median, ${median} s promised`]
          : []),
        ...(range !== undefined && share < range
          ? [`${group}: ${figure} in the planned range ${Math.floor(share * 100)} times of 100`]
          : []),
      ];
    });
}

/** Undefined where the plan named no range, or nobody led again. */
export function inRange({ figures: seen, planned }: Pick<Run, 'figures' | 'planned'>) {
  const [unled, range] = [seen?.unled, planned?.unled];
  return unled === undefined || range === undefined ? undefined : isIn(unled, range);
}

function isIn(value: number, [least, most]: Range): boolean {
  return value >= least && value <= most;
}

function figures(runs: readonly Run[], which: keyof Figures): number[] {
  return runs.flatMap((run) => run.figures?.[which] ?? []).sort((a, b) => a - b);
}

/** @param sorted Of an even number the mean of the two in the middle. */
export function medianOf(sorted: readonly number[]): number | undefined {
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function spreadOf(sorted: readonly number[]): string {
  const [least, median, most] = [sorted[0], medianOf(sorted), sorted.at(-1)];
  if (least === undefined || median === undefined || most === undefined) return '-';
  return `${[least, median, most].map((it) => it.toFixed(1)).join('/')} s`;
}
