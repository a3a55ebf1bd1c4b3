// A desk of one test: a kubeconfig for a server, the two shapes of the program, and kubectl.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { testCluster } from '../cluster/cluster.ts';
import { run, runLine, type Outcome } from '../program.ts';

export interface Entry {
  readonly server: string;
  readonly 'certificate-authority-data'?: string;
  readonly 'proxy-url'?: string;
}

export interface Desk {
  /** A shell line in which `kubectl lease` is the program. */
  type(line: string, program: string): Promise<Outcome>;
  kubectl(args: readonly string[]): Promise<Outcome>;
  clear(): Promise<void>;
}

export async function setDesk(cluster: Entry, user: object = {}): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), 'kubectl-lease-faults-'));
  const path = join(home, 'config');
  await writeFile(path, JSON.stringify(kubeconfig(cluster, user)));
  return deskFor(path, home);
}

/** With a kubeconfig that there is already; `home` goes when the desk is cleared. */
export function deskFor(path: string, home?: string): Desk {
  const caches = home ?? dirname(path);
  const env = { PATH: process.env['PATH'], HOME: caches, KUBECONFIG: path };
  return {
    type: (line, program) => runLine(line, { env, program }),
    kubectl: (args) => run(join(testCluster().bin, 'kubectl'), args, env),
    async clear() {
      if (home !== undefined) await rm(home, { recursive: true });
    },
  };
}

function kubeconfig(cluster: Entry, user: object): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'loopback', cluster }],
    users: [{ name: 'somebody', user }],
    contexts: [
      {
        name: 'there',
        context: { cluster: 'loopback', user: 'somebody', namespace: 'team-a' },
      },
    ],
    'current-context': 'there',
  };
}

/** Without the lines of kubectl's own log. */
export function lastLine({ stderr }: Outcome): string {
  return (
    stderr
      .split('\n')
      .filter((line) => line !== '' && !/^[EIW]\d{4} /.test(line))
      .at(-1) ?? ''
  );
}
