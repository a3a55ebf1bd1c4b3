// Many nodes that only pretend: kwok renews their heartbeats and runs their Pods in name.
import { execFile } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { createAll } from './create-all.ts';
import { onHost } from './hosts.ts';
import { listLeases } from './leases.ts';
import { start } from './processes.ts';
import { waitFor } from './wait.ts';

// Without stages kwok ends with "no stages found".
const stages = [
  'node/fast/node-*.yaml',
  'node/heartbeat-with-lease/node-*.yaml',
  'pod/fast/pod-*.yaml',
];

export async function startKwok(cluster: Cluster): Promise<void> {
  const config = inside(cluster, 'kwok-stages.yaml');
  writeFileSync(config, await readStages());
  start(cluster, {
    name: 'kwok',
    command: onHost('fake-nodes', [
      join(cluster.bin, 'kwok'),
      `--kubeconfig=${cluster.kubeconfig}`,
      `--config=${config}`,
      // Beside a real kubelet: two writers of one heartbeat would fight.
      '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
      '--node-ip=127.0.0.1',
      '--node-lease-duration-seconds=40',
    ]),
  });
}

async function readStages(): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'go',
    ['mod', 'download', '-json', 'sigs.k8s.io/kwok'],
    {
      cwd: join(import.meta.dirname, 'programs'),
    },
  );
  const { Dir } = JSON.parse(stdout) as { Dir: string };
  const folder = join(Dir, 'kustomize', 'stage');
  const files = stages.flatMap((pattern) => globSync(pattern, { cwd: folder }));
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n---\n');
}

export async function createFakeNodes(cluster: Cluster, count: number): Promise<void> {
  const nodes = Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `fake-${String(index + 1).padStart(4, '0')}`,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
    },
    spec: { taints: [{ key: 'kwok.x-k8s.io/node', value: 'fake', effect: 'NoSchedule' }] },
  }));
  await createAll(
    cluster,
    nodes.map((body) => ({ path: '/api/v1/nodes', body })),
  );
  await waitFor(
    `${count} heartbeats of fake nodes`,
    async (saw) => {
      const leases = await listLeases(cluster, 'kube-node-lease');
      const beating = leases.filter(({ metadata }) => metadata.name.startsWith('fake-')).length;
      saw(`${beating}`);
      return beating === count ? true : undefined;
    },
    { seconds: 60 + count / 10, everyMs: 250 },
  );
}
