// What a built program depends on, as one hash: nothing else may change the program.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFlags } from './programs.ts';
import type { Program } from './programs.ts';

/** The hash that names a built program in the cache. */
export function programKey(root: string, goVersion: string, program: Program): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([goVersion, buildFlags, program.package, program.tags]));
  for (const file of sources(root, program)) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The hash that names a set of built programs in the cache. */
export function setKey(keys: readonly string[]): string {
  return createHash('sha256').update(keys.toSorted().join()).digest('hex').slice(0, 16);
}

// The pins and, for our own programs, the code; foreign code is fixed by go.sum.
function sources(root: string, program: Program): string[] {
  const pins = ['go.mod', 'go.sum'].map((file) => join(program.module, file));
  if (!program.package.startsWith('./')) return pins;
  const code = globSync(join(program.module, program.package, '*.go'), { cwd: root });
  return [...pins, ...code.toSorted()];
}
