// Runs one program of a case in the case's directory.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Case } from './case.ts';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function environment(
  { env = {} }: Omit<Case, 'title'>,
  directory: string,
): Record<string, string> {
  const all = {
    PATH: `${join(directory, 'path')}:${PATH}`,
    HOME: directory,
    KUBECONFIG: 'config',
    ...env,
  };
  const entries: [string, string | undefined][] = Object.entries(all);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export async function run(
  words: readonly string[],
  one: Omit<Case, 'title'>,
  directory: string,
  limit = 20_000,
): Promise<Outcome> {
  const { typed } = one;
  const [command = '', ...args] = typed === undefined ? words : atTerminal(words);
  const child = spawn(command, args, {
    cwd: directory,
    env: environment(one, directory),
    stdio: 'pipe',
    timeout: limit,
  });
  // A program that ends without reading what was typed is none of our business.
  child.stdin.on('error', () => undefined).end(typed);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode ?? 128, stdout, stderr };
}

/** util-linux's script gives a terminal; what is said on stderr comes out on stdout too. */
function atTerminal(words: readonly string[]): string[] {
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return ['script', '--quiet', '--return', '--command', line, '/dev/null'];
}
