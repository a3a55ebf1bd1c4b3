// Runs the program under test as a process of its own: the shipped file, or what KUBECTL_LEASE_PROGRAM names.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = join(import.meta.dirname, '..');

/** The self-contained file, and the npm package on Node: the same code over two transports. */
export const PROGRAMS = {
  file: join(ROOT, 'dist', 'kubectl-lease'),
  npm: `${process.execPath} ${join(ROOT, 'bin', 'run.js')}`,
} as const;

const PROGRAM = process.env['KUBECTL_LEASE_PROGRAM'] ?? PROGRAMS.file;

/** A shell line in which `kubectl lease` is the program under test; paths start at test/fixtures. */
export function runLine(
  line: string,
  { env = {}, program = PROGRAM }: { env?: NodeJS.ProcessEnv; program?: string } = {},
): Promise<Outcome> {
  return run('sh', ['-c', line.replaceAll('kubectl lease', program)], {
    // No kubeconfig of the person who runs the tests may answer for the program.
    ...{ PATH: process.env['PATH'], HOME: '/nonexistent', KUBECONFIG: '/nonexistent/config' },
    ...env,
  });
}

/** Ends when the process and its streams have ended; a signal counts as 128 and its number. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: join(ROOT, 'test', 'fixtures'),
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`${command} was ended by ${signal ?? 'a signal'}`));
      else
        resolve({
          code,
          stdout: Buffer.concat(stdout).toString(),
          stderr: Buffer.concat(stderr).toString(),
        });
    });
  });
}
