// Compiles the bundle with Bun into one file that needs no Node.
import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_ENTRY, PROGRAM, ROOT } from '../paths.ts';
import { run } from '../run.ts';
import { recordOrder } from './order.ts';
import { sealRuntime } from './sealed-runtime.ts';

const BUN = join(ROOT, 'node_modules', '.bin', 'bun');

const OPTIONS = [
  '--compile',
  '--bytecode',
  '--splitting',
  '--format=esm',
  // Most commands end before optimized code pays: a function must be thirty times as hot to get it.
  // Listing 200 Leases takes a quarter less CPU time and 4 MiB less memory, listing 65,000 a
  // twentieth more CPU time.
  '--compile-jit-policy=30',
  // Whoever can put a file into the current directory must not get code run by it.
  '--no-compile-autoload-dotenv',
  '--no-compile-autoload-bunfig',
];

/** Twice: the second time with the functions in the order in which the first one used them. */
export async function compile(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-build-'));
  try {
    const unordered = join(directory, 'kubectl-lease');
    await compileProgram(BUNDLE_ENTRY, unordered);
    const order = await recordOrder(unordered, directory);
    const [ordered, runtime] = [join(directory, 'ordered'), join(directory, 'runtime')];
    await sealRuntime(BUN, runtime);
    await compileProgram(
      BUNDLE_ENTRY,
      ordered,
      `--bytecode-order=${order.join(',')}`,
      `--compile-executable-path=${runtime}`,
    );
    await replace(PROGRAM, ordered);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Any bundle, compiled as the shipped one is. */
export async function compileProgram(
  entry: string,
  outfile: string,
  ...options: string[]
): Promise<void> {
  await run(BUN, ['build', ...OPTIONS, ...options, `--outfile=${outfile}`, entry]);
}

/** At once: whoever runs the program meanwhile runs the old one or the new one. */
async function replace(path: string, by: string): Promise<void> {
  const beside = `${path}.${process.pid}`;
  await copyFile(by, beside);
  await rename(beside, path);
}
