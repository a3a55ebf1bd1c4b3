// npm run build: the npm package's code, and the program for this machine that needs no Node.
import { bundle } from './build/bundle.ts';
import { compile } from './build/compile.ts';
import { script } from './script.ts';
import { step } from './step.ts';

export async function build(): Promise<void> {
  await step('dist/npm bundled for Node', bundle);
  await step('dist/kubectl-lease compiled with Bun', compile);
}

if (import.meta.main) await script(build);
