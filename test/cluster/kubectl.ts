// The cluster's kubectl, as the administrator and away from the caller's own ~/.kube.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { delimiter, join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';

export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KubectlOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function kubectl(
  cluster: Cluster,
  args: readonly string[],
  { input = '', env = {} }: KubectlOptions = {},
): Promise<Output> {
  const child = spawn(join(cluster.bin, 'kubectl'), args, {
    env: {
      PATH: [cluster.bin, process.env['PATH'] ?? ''].join(delimiter),
      HOME: cluster.directory,
      KUBECONFIG: cluster.kubeconfig,
      KUBECACHEDIR: inside(cluster, 'kubectl-cache'),
      ...env,
    },
  });
  // A kubectl that ends without reading its input says why on stderr.
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, stdout, stderr };
}

/** As kubectl(), for a command that has to succeed; returns what it printed. */
export async function mustKubectl(
  cluster: Cluster,
  args: readonly string[],
  options: KubectlOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await kubectl(cluster, args, options);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

export async function apply(cluster: Cluster, objects: readonly object[]): Promise<void> {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await mustKubectl(cluster, ['apply', '-f', '-'], { input: list });
}

/** A namespace that no other test has; pass the test's context to have it removed at its end. */
export async function createNamespace(
  cluster: Cluster,
  test?: { after(end: () => Promise<void>): void },
): Promise<string> {
  const name = `test-${randomBytes(4).toString('hex')}`;
  await mustKubectl(cluster, ['create', 'namespace', name]);
  test?.after(async () => {
    await mustKubectl(cluster, ['delete', 'namespace', name, '--wait=false']);
  });
  return name;
}
