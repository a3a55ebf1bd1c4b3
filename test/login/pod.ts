// Runs programs in a Pod on the real node, in the host's network, with the host's system as its own.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { apply, kubectl } from '../cluster/kubectl.ts';
import { images, nodeName } from '../cluster/layout.ts';
import { waitFor } from '../cluster/wait.ts';
import type { Case } from './case.ts';
import { environment, type Outcome } from './run.ts';

export interface Pod {
  /** The user that it is by its ServiceAccount. */
  readonly user: string;
  run(words: readonly string[], step: Omit<Case, 'title'>, directory: string): Promise<Outcome>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const PATIENCE = 30_000;

/** The Pod runs each script that is put into `box`, and tells by a file how it ended. */
export async function startPod(cluster: Cluster, namespace: string, home: string): Promise<Pod> {
  if (cluster.node === null) throw new Error('the login table needs a cluster with the real node');
  const box = join(home, 'box');
  mkdirSync(box);
  const loop = `while :; do for f in ${box}/*.sh; do [ -e "$f" ] && sh "$f" && rm "$f"; done; sleep 0.05; done`;
  // The controller-manager of a cluster that has just started takes its time.
  await waitFor('the default ServiceAccount', async () => {
    const found = await kubectl(cluster, ['get', 'serviceaccount', 'default', '-n', namespace]);
    return found.code === 0 ? true : undefined;
  });
  await apply(cluster, [manifest(cluster, namespace, home, loop)]);
  let count = 0;
  return {
    user: `system:serviceaccount:${namespace}:default`,
    async run(words, step, directory) {
      count += 1;
      const result = join(box, String(count));
      const line = [...assignments(step, directory), ...words].map(quoted).join(' ');
      const service = ['HOST', 'PORT'].map((name) => `KUBERNETES_SERVICE_${name}`);
      const passed = service
        .filter((name) => !(name in (step.env ?? {})))
        .map((name) => `${name}="$${name}"`);
      writeFileSync(
        `${result}.new`,
        `cd ${directory} && env -i ${passed.join(' ')} ${line} >${result}.out 2>${result}.err </dev/null
echo $? >${result}.part && mv ${result}.part ${result}.code\n`,
      );
      renameSync(`${result}.new`, `${result}.sh`);
      await appears(`${result}.code`);
      const text = (kind: string) => readFileSync(`${result}.${kind}`, 'utf8');
      return { code: Number(text('code')), stdout: text('out'), stderr: text('err') };
    },
  };
}

function assignments(step: Omit<Case, 'title'>, directory: string): string[] {
  return Object.entries(environment(step, directory)).map(([name, value]) => `${name}=${value}`);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

async function appears(path: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!existsSync(path)) {
    if (Date.now() > end) throw new Error(`the Pod did not answer: ${path} is missing`);
    await setTimeout(20);
  }
}

function manifest(cluster: Cluster, namespace: string, home: string, loop: string): object {
  const system = ['/usr', '/lib', '/lib64'].filter((path) => existsSync(path));
  const same = [ROOT, home, cluster.bin, dirname(realpathSync(process.execPath))];
  const mounts = [...system, ...same].map((path, index) => ({
    name: `host-${index}`,
    path,
    real: realpathSync(path),
  }));
  const { hostname, port } = new URL(cluster.server);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name: 'login' },
    spec: {
      hostNetwork: true,
      terminationGracePeriodSeconds: 0,
      nodeSelector: { 'kubernetes.io/hostname': nodeName },
      tolerations: [{ operator: 'Exists' }],
      containers: [
        {
          name: 'programs',
          image: images.pause,
          imagePullPolicy: 'Never',
          command: ['/usr/bin/sh', '-c', loop],
          env: [
            { name: 'PATH', value: '/usr/bin' },
            { name: 'KUBERNETES_SERVICE_HOST', value: hostname },
            { name: 'KUBERNETES_SERVICE_PORT', value: port },
          ],
          volumeMounts: mounts.map(({ name, path }) => ({ name, mountPath: path })),
        },
      ],
      volumes: mounts.map(({ name, real }) => ({ name, hostPath: { path: real } })),
    },
  };
}
