// A desk to type at: real kubectl and the shipped file on a PATH of their own, and an empty home.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PROGRAM } from '../../scripts/paths.ts';
import { testCluster } from '../cluster/cluster.ts';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Desk {
  /** The current directory of every command line. */
  readonly directory: string;
  /** The only directory on the PATH: it holds kubectl and kubectl-lease, and no Node. */
  readonly bin: string;
  /** Runs a line of bash, in which a pipeline fails when one of its programs does. */
  type(line: string, env?: NodeJS.ProcessEnv): Promise<Outcome>;
  clear(): Promise<void>;
}

export async function setDesk(): Promise<Desk> {
  const root = await mkdtemp(join(tmpdir(), 'kubectl-lease-e2e-'));
  const [bin, home, directory] = ['bin', 'home', 'directory'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [bin, home, directory]) await mkdir(path);
  await symlink(join(testCluster().bin, 'kubectl'), join(bin, 'kubectl'));
  await symlink(PROGRAM, join(bin, 'kubectl-lease'));
  return {
    directory,
    bin,
    type: (line, env = {}) => bash(line, directory, { PATH: bin, HOME: home, ...env }),
    clear: () => rm(root, { recursive: true }),
  };
}

async function bash(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  const child = spawn('/bin/bash', ['-c', `set -o pipefail; ${line}`], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
