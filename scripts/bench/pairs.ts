// Runs a row's two programs in turn and compares each pair: what slows the machine down for a
// while slows both.
import { join } from 'node:path';
import { ROOT } from '../paths.ts';
import { run } from '../run.ts';
import type { Cost } from './measure.ts';
import type { Metric, Row } from './rows.ts';

export interface Programs {
  readonly ours: string;
  readonly theirs: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Pair {
  readonly ours: Cost;
  readonly theirs: Cost;
}

const BUN = join(ROOT, 'node_modules', '.bin', 'bun');
const MEASURE = join(import.meta.dirname, 'measure.ts');

export async function runPairs(row: Row, programs: Programs): Promise<Pair[]> {
  const pair = async (): Promise<Pair> => ({
    ours: await measure([programs.ours, ...row.ours], programs.env),
    theirs: await measure([programs.theirs, ...row.theirs], programs.env),
  });
  // The first fills the page cache, and the cache in which kubectl keeps what the server offers.
  await pair();
  const pairs: Pair[] = [];
  while (pairs.length < row.pairs) pairs.push(await pair());
  return pairs;
}

async function measure(command: readonly string[], env: NodeJS.ProcessEnv): Promise<Cost> {
  const cost = JSON.parse(await run(BUN, [MEASURE, ...command], env)) as Cost;
  if (cost.exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${cost.exitCode}`);
  if (!(cost.memory > cost.floor)) {
    const figures = `${cost.memory.toFixed(1)} MiB, and it needs ${cost.floor.toFixed(1)} MiB itself`;
    throw new Error(`what measures ${command.join(' ')} cannot tell its memory: ${figures}`);
  }
  return cost;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function ratios(pairs: readonly Pair[], metric: Metric): Spread {
  return spread(pairs.map(({ ours, theirs }) => ours[metric] / theirs[metric]));
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const half = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  };
}
