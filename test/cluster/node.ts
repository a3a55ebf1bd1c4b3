// A real node: containerd and a kubelet in a mount namespace of their own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { containerdReady, importImages, startContainerd } from './containerd.ts';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { kubeletReady, startKubelet } from './kubelet.ts';
import { bridge, hostsFile, nodeName, relayFolder } from './layout.ts';
import { cniConfiguration } from './network.ts';
import { start } from './processes.ts';
import type { Started } from './processes.ts';
import { enter } from './record.ts';

/** containerd with the images in it: it needs no API server, and can start beside it. */
export async function startRuntime(cluster: Cluster): Promise<Started> {
  prepare(cluster);
  const containerd = startContainerd(cluster);
  await containerdReady(cluster, containerd);
  await importImages(cluster);
  return containerd;
}

/** The kubelet on that containerd, until the node is Ready. */
export async function startNode(
  cluster: Cluster,
  containerd: Started,
  kubeletPort: number,
): Promise<void> {
  startRelay(cluster);
  const kubelet = startKubelet(cluster, containerd, kubeletPort);
  await kubeletReady(cluster, kubelet);
}

function prepare(cluster: Cluster): void {
  const folders = ['node/run', 'node/log', 'node/lib', 'node/cni', 'node/relay', 'node/manifests'];
  for (const folder of folders) mkdirSync(inside(cluster, folder), { recursive: true });
  writeFileSync(hostsFile(cluster), `127.0.0.1 localhost ${nodeName}\n`);
  writeFileSync(inside(cluster, 'node/cni/10-pods.conflist'), cniConfiguration(cluster));
  enter(cluster.directory, { kind: 'bridge', name: bridge(cluster) });
}

// The API server listens on the host's 127.0.0.1 alone: Pods reach it through a unix socket.
function startRelay(cluster: Cluster): Started {
  const { host } = new URL(cluster.server);
  return start(cluster, {
    name: 'relay',
    command: [`${cluster.bin}/elector`, 'relay', `${relayFolder(cluster)}/api.sock`, host],
  });
}
