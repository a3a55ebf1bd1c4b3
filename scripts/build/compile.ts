// Compiles the bundle with Bun into one file that needs no Node.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BUNDLE_ENTRY, PROGRAM, ROOT } from '../paths.ts';

const BUN = join(ROOT, 'node_modules', 'bun', 'bin', 'bun.exe');

export async function compile(): Promise<void> {
  await promisify(execFile)(BUN, [
    'build',
    '--compile',
    '--bytecode',
    '--splitting',
    '--format=esm',
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    `--outfile=${PROGRAM}`,
    BUNDLE_ENTRY,
  ]);
}
