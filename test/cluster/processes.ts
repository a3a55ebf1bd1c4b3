// Starts the cluster's processes: each with a log of its own, none with the caller's streams.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { identify } from './procfs.ts';
import type { ProcessId } from './procfs.ts';
import { enter, hasRecord, mark } from './record.ts';
import { waitFor } from './wait.ts';
import type { Saw } from './wait.ts';

export interface ProcessSpec {
  /** Names the process and its log. */
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Started extends ProcessId {
  readonly name: string;
  readonly log: string;
  /** Undefined while it runs, then how it ended. */
  ended(): string | undefined;
}

export function start(cluster: Cluster, spec: ProcessSpec): Started {
  if (!hasRecord(cluster.directory)) throw new Error(`no cluster in ${cluster.directory}`);
  const log = join(cluster.directory, 'logs', `${spec.name}.log`);
  const output = openSync(log, 'a');
  const [file, ...args] = spec.command;
  const child = spawn(file, args, {
    cwd: cluster.directory,
    env: environment(cluster, spec.environment),
    // Not the caller's: a pipeline would wait for as long as the cluster runs.
    stdio: ['ignore', output, output],
    // A session of its own: Ctrl-C is for the caller, who ends the cluster in good order.
    detached: true,
  });
  closeSync(output);
  child.unref();
  let ended: string | undefined;
  child.on('exit', (code, signal) => (ended = signal ?? `exit code ${code ?? 'unknown'}`));
  child.on('error', (error) => (ended = error.message));
  const id = child.pid === undefined ? undefined : identify(child.pid);
  if (id) enter(cluster.directory, { kind: 'process', name: spec.name, ...id });
  return { pid: 0, startTime: '', ...id, name: spec.name, log, ended: () => ended };
}

export function environment(cluster: Cluster, more: Readonly<Record<string, string>> = {}) {
  return {
    PATH: [cluster.bin, process.env['PATH'] ?? ''].join(delimiter),
    HOME: cluster.directory,
    [mark]: cluster.directory,
    ...more,
  };
}

/** Waits until a process that was started answers; fails at once when it ends before that. */
export function ready<T>(
  process: Started,
  ask: (saw: Saw) => T | undefined | Promise<T | undefined>,
  seconds = 60,
): Promise<T> {
  return waitFor(
    `${process.name} ready (log: ${process.log})`,
    (saw) => {
      const ended = process.ended();
      if (ended !== undefined) throw new Error(obituary(process, ended));
      return ask(saw);
    },
    { seconds, everyMs: 50 },
  );
}

function obituary({ name, log }: Started, ended: string): string {
  const last = readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '';
  return `${name} ended (${ended}) before it was ready: ${last || 'it said nothing'} (log: ${log})`;
}
