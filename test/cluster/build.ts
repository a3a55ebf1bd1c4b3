// Builds the programs from their pinned Go modules, each once, into a cache outside the work tree.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, linkSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import type { Step } from './steps.ts';
import { programKey, setKey } from './cache-key.ts';
import { goVersion } from './preconditions.ts';
import { buildFlags, programs } from './programs.ts';
import type { Program } from './programs.ts';

const root = import.meta.dirname;

export interface Build {
  /** The directory that holds every program when the steps are done. */
  readonly bin: string;
  readonly steps: readonly Step[];
}

export interface BuildOptions {
  /** With the programs of a real node. */
  readonly node: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What is still to be built; nothing, from the second time on. */
export function planBuild({ node, signal }: BuildOptions): Build {
  const version = goVersion();
  const needed = programs
    .filter((program) => node || !program.node)
    .map((program) => ({ program, key: programKey(root, version, program) }));
  const bin = join(cache(), setKey(needed.map(({ key }) => key)), 'bin');
  mkdirSync(bin, { recursive: true });
  const steps: Step[] = [];
  for (const { program, key } of needed) {
    const built = join(cache(), 'programs', `${program.name}-${key}`);
    if (existsSync(built)) place(built, join(bin, program.name));
    else steps.push(buildStep(program, built, join(bin, program.name), signal));
  }
  return { bin, steps };
}

export function cache(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? '';
  return join(base === '' ? join(homedir(), '.cache') : base, 'kubectl-lease', 'cluster');
}

function buildStep(
  program: Program,
  built: string,
  placed: string,
  signal: AbortSignal | undefined,
): Step {
  return {
    title: `${program.name} built`,
    run: async () => {
      await goBuild(program, built, signal);
      place(built, placed);
    },
  };
}

async function goBuild(program: Program, output: string, signal?: AbortSignal): Promise<void> {
  mkdirSync(dirname(output), { recursive: true });
  // Renamed when complete: an interrupted build leaves nothing that looks finished.
  const unfinished = `${output}.${process.pid}`;
  const log = `${output}.log`;
  const tags = program.tags === undefined ? [] : [`-tags=${program.tags}`];
  const code = await runGo(
    ['build', ...buildFlags, ...tags, '-o', unfinished, program.package],
    join(root, program.module),
    log,
    signal,
  );
  if (code !== 0) {
    await rm(unfinished, { force: true });
    const last = readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '';
    throw new Error(`${program.name} could not be built: ${last} (log: ${log})`);
  }
  await rename(unfinished, output);
  await rm(log, { force: true });
}

async function runGo(
  args: readonly string[],
  cwd: string,
  log: string,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const output = openSync(log, 'w');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
  const go = spawn('go', args, { cwd, env, stdio: ['ignore', output, output], signal });
  closeSync(output);
  const [code] = (await once(go, 'close')) as [number | null];
  return code;
}

// A hard link: no second copy of 700 MB, and a set stays whole when another is removed.
function place(built: string, placed: string): void {
  try {
    linkSync(built, placed);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
