// npm run build: the npm package's bundle, and the program for this machine that needs no Node.
import { rm } from 'node:fs/promises';
import { bundle } from './build/bundle.ts';
import { compile } from './build/compile.ts';
import { BUNDLE, DIST, PROGRAM } from './paths.ts';
import { step } from './step.ts';

export async function build(): Promise<void> {
  await rm(DIST, { recursive: true, force: true });
  await step(`Bundle ${BUNDLE}`, bundle);
  await step(`Compile ${PROGRAM}`, compile);
}

if (import.meta.main) await build();
