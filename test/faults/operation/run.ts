// force-release as a process of its own, which can be signalled, and whose streams can be closed under it.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Outcome } from '../../program.ts';

export interface Running {
  readonly ended: Promise<Outcome>;
  signal(name: NodeJS.Signals): void;
  /** Closes the end of the pipe that reads it. */
  close(stream: 'stdout' | 'stderr'): void;
}

/** `program`: words that name it; `home` holds its kubeconfig, `config`. Stdin is no terminal. */
export function forceRelease(program: string, args: readonly string[], home: string): Running {
  const [command = '', ...words] = program.split(' ');
  const env = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: join(home, 'config') };
  const child = spawn(command, [...words, 'force-release', ...args], {
    ...{ cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  return {
    ended: outcomeOf(child),
    signal: (name) => void child.kill(name),
    close: (stream) => child[stream].destroy(),
  };
}

/** A signal counts as 128 and its number, as in a shell. */
async function outcomeOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => (said[stream] += chunk));
  }
  await once(child, 'close');
  return { ...said, code: child.exitCode ?? 128 + (NUMBERS[child.signalCode ?? ''] ?? 0) };
}

const NUMBERS: Readonly<Record<string, number>> = {
  ...{ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGPIPE: 13, SIGTERM: 15 },
};
