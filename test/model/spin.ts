// The model explored by spin: a verifier is generated, compiled and run in a folder of its own.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Definitions } from './configurations.ts';

const run = promisify(execFile);
const MODEL = join(import.meta.dirname, 'step-down.pml');
/** Every interleaving (no partial-order reduction); MEMLIM in MB. */
const COMPILED = ['-O2', '-w', '-DSAFETY', '-DNOREDUCE', '-DCOLLAPSE', '-DMEMLIM=2000'];
/** Longer than any course: the deepest one explored has some 200 steps. */
const DEPTH = 20_000;

export interface Explored {
  readonly errors: number;
  readonly states: number;
  /** No limit on depth, memory or states cut it short. */
  readonly isWhole: boolean;
  /** What the verifier said. */
  readonly report: string;
}

export async function explore(definitions: Definitions): Promise<Explored> {
  const cwd = await mkdtemp(join(tmpdir(), 'step-down-model-'));
  try {
    const flags = definitions.map((definition) => `-D${definition}`);
    await run('spin', ['-a', ...flags, MODEL], { cwd });
    await run('gcc', [...COMPILED, '-o', 'pan', 'pan.c'], { cwd });
    const { stdout } = await run(join(cwd, 'pan'), [`-m${DEPTH}`, '-w20'], { cwd });
    return explored(stdout);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function explored(report: string): Explored {
  const number = (pattern: RegExp): number => Number(pattern.exec(report)?.[1] ?? Number.NaN);
  const isCut = /max search depth too small|Search not completed|out of memory|reached -DMEMLIM/;
  return {
    errors: number(/errors: (\d+)/),
    states: number(/(\d+) states, stored/),
    isWhole: !isCut.test(report),
    report,
  };
}
