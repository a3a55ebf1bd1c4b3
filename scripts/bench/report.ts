// The table of a benchmark, and whether what was promised was kept.
import { ratios, spread, type Pair } from './pairs.ts';
import type { Metric, Row } from './rows.ts';

const METRICS: readonly { metric: Metric; name: string; unit: string }[] = [
  { metric: 'wall', name: 'time', unit: 'ms' },
  { metric: 'cpu', name: 'CPU time', unit: 'ms' },
  { metric: 'memory', name: 'peak memory', unit: 'MiB' },
];

const COLUMNS = [
  { title: 'WHAT', width: 38 },
  { title: 'OF WHICH', width: 13 },
  { title: 'OURS', width: 13 },
  { title: 'KUBECTL', width: 13 },
  { title: 'RATIO', width: 8 },
  { title: 'MIN TO MAX', width: 14 },
  { title: 'PROMISED', width: 10 },
  { title: 'KEPT', width: 4 },
];

export function header(): string {
  return line(COLUMNS.map(({ title }) => title));
}

/** The lines of one row, and how many promises were not kept. */
export function report(row: Row, pairs: readonly Pair[]): { text: string; broken: number } {
  let broken = 0;
  const lines = METRICS.map(({ metric, name, unit }) => {
    const ratio = ratios(pairs, metric);
    const promised = row.promised[metric];
    const kept = promised === undefined || ratio.median <= promised;
    if (!kept) broken += 1;
    const median = (side: keyof Pair) => spread(pairs.map((pair) => pair[side][metric])).median;
    return line([
      row.title,
      name,
      `${median('ours').toFixed(1)} ${unit}`,
      `${median('theirs').toFixed(1)} ${unit}`,
      ratio.median.toFixed(2),
      `${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)}`,
      promised === undefined ? '' : `<= ${promised.toFixed(2)}`,
      promised === undefined ? '' : kept ? 'yes' : 'NO',
    ]);
  });
  return { text: lines.join('\n'), broken };
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, column) => cell.padEnd(COLUMNS[column]?.width ?? 0))
    .join('  ')
    .trimEnd();
}
