// Builds one of the other electors when it is first wanted; never part of a cluster's own build.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, globSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from './build.ts';
import { recipes, withRelay } from './other-programs.ts';
import type { Command, OtherLibrary, Recipe } from './other-programs.ts';

export interface OtherProgram {
  /** The folder on this machine that holds the program and its libraries. */
  readonly folder: string;
  /** The folder of the program that gives it a way to the API server. */
  readonly relay: string;
}

/** Both folders, in the cache; seconds for Go and Python, half a minute for Java, minutes for Rust. */
export async function buildOther(library: OtherLibrary): Promise<OtherProgram> {
  return {
    relay: await built('with-relay', withRelay),
    folder: await built(library, recipes[library]),
  };
}

async function built(name: string, recipe: Recipe): Promise<string> {
  const output = join(cache(), 'others', `${name}-${recipeKey(recipe)}`);
  if (!existsSync(output)) await build(name, recipe, output);
  return output;
}

function recipeKey(recipe: Recipe): string {
  const folder = join(import.meta.dirname, recipe.folder);
  const [version = '', ...args] = recipe.version;
  const hash = createHash('sha256');
  hash.update(execFileSync(version, args)).update(process.arch);
  hash.update(JSON.stringify(recipe.build('output', 'scratch')));
  for (const file of globSync([...recipe.sources], { cwd: folder }).toSorted()) {
    hash.update(`\n${file}\n`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function build(name: string, recipe: Recipe, output: string): Promise<void> {
  // Renamed when complete: an interrupted build leaves nothing that looks finished.
  const unfinished = `${output}.${process.pid}`;
  const scratch = `${unfinished}.scratch`;
  const log = `${unfinished}.log`;
  mkdirSync(unfinished, { recursive: true });
  mkdirSync(scratch);
  try {
    for (const command of recipe.build(unfinished, scratch)) {
      await run(name, join(import.meta.dirname, recipe.folder), command, log);
    }
    await rename(unfinished, output).catch((error: unknown) => {
      // Somebody else was quicker.
      if (!existsSync(output)) throw error;
    });
    await rm(log, { force: true });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

async function run(
  name: string,
  folder: string,
  { command, cwd = folder, env = {} }: Command,
  log: string,
): Promise<void> {
  const output = openSync(log, 'w');
  // The least urgent work of the machine: a cluster may be running its elections beside it.
  const child = spawn('nice', ['-n', '19', ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const last = readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '';
  throw new Error(`the elector on ${name} could not be built: ${last} (log: ${log})`);
}
