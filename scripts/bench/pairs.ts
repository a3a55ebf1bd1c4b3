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
    ours: await measure([programs.ours, ...row.ours], programs.env, row.seconds),
    theirs: await measure([programs.theirs, ...row.theirs], programs.env, row.seconds),
  });
  // The first fills the page cache, and the cache in which kubectl keeps what the server offers.
  if (row.seconds === undefined) await pair();
  const pairs: Pair[] = [];
  while (pairs.length < row.pairs) pairs.push(await pair());
  return pairs;
}

/** What `timeout` ends with when it had to end the program. */
const ENDED = 124;

async function measure(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
  seconds?: number,
): Promise<Cost> {
  const bound = seconds === undefined ? [] : ['timeout', '--signal=INT', String(seconds)];
  const path = { PATH: process.env['PATH'], ...env };
  const cost = JSON.parse(await run(BUN, [MEASURE, ...bound, ...command], path)) as Cost;
  if (cost.exitCode !== (seconds === undefined ? 0 : ENDED)) {
    throw new Error(`${command.join(' ')} ended with ${cost.exitCode}`);
  }
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
