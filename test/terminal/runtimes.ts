// A small program on both runtimes: on Node as it stands, and compiled with Bun as the shipped file is.
import { join } from 'node:path';
import { bundleProgram } from '../../scripts/build/bundle.ts';
import { compileProgram } from '../../scripts/build/compile.ts';

export type Runtime = 'Node' | 'the compiled file';
export const RUNTIMES: readonly Runtime[] = ['Node', 'the compiled file'];

/** The command line that runs test/terminal/NAME.ts; what is compiled is put into the directory. */
export async function programOn(
  runtime: Runtime,
  name: string,
  directory: string,
): Promise<string[]> {
  const program = join(import.meta.dirname, `${name}.ts`);
  if (runtime === 'Node') return [process.execPath, program];
  const entry = join(directory, `${name}.js`);
  await bundleProgram(program, entry);
  const compiled = join(directory, name);
  await compileProgram(entry, compiled);
  return [compiled];
}
