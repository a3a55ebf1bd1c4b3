// The kubelet of the real node.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { containerdSocket } from './containerd.ts';
import { manifestFolder, nodeName } from './layout.ts';
import { pkiFile } from './pki.ts';
import { ready, start } from './processes.ts';
import type { Started } from './processes.ts';
import { get } from './request.ts';

const configuration = (cluster: Cluster, port: number) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  address: '127.0.0.1',
  port,
  healthzPort: 0,
  authentication: {
    anonymous: { enabled: false },
    x509: { clientCAFile: pkiFile(cluster, 'ca.crt') },
  },
  tlsCertFile: pkiFile(cluster, 'kubelet.crt'),
  tlsPrivateKeyFile: pkiFile(cluster, 'kubelet.key'),
  staticPodPath: manifestFolder(cluster),
  containerRuntimeEndpoint: `unix://${containerdSocket(cluster)}`,
  cgroupDriver: 'cgroupfs',
  cgroupsPerQOS: false,
  enforceNodeAllocatable: [],
  failSwapOn: false,
  failCgroupV1: false,
  localStorageCapacityIsolation: false,
  // How full the machine's disk is has nothing to do with the tests.
  evictionHard: { 'nodefs.available': '0%', 'imagefs.available': '0%', 'nodefs.inodesFree': '0%' },
  imageGCHighThresholdPercent: 100,
});

export function startKubelet(cluster: Cluster, containerd: Started, port: number): Started {
  const file = inside(cluster, 'kubelet.json');
  writeFileSync(file, JSON.stringify(configuration(cluster, port), null, 2));
  const namespaces = `/proc/${containerd.pid}/ns`;
  return start(cluster, {
    name: 'kubelet',
    command: [
      // What the kubelet mounts for a Pod, containerd has to see.
      ...(['nsenter', `--mount=${namespaces}/mnt`, `--uts=${namespaces}/uts`] as const),
      join(cluster.bin, 'kubelet'),
      `--config=${file}`,
      `--kubeconfig=${inside(cluster, 'kubelet.kubeconfig')}`,
      `--hostname-override=${nodeName}`,
      `--root-dir=${inside(cluster, 'kubelet')}`,
    ],
  });
}

interface Node {
  readonly status: { readonly conditions?: readonly Condition[] };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message: string;
}

export async function kubeletReady(cluster: Cluster, kubelet: Started): Promise<void> {
  await ready(kubelet, async (saw) => {
    const node = await get<Node>(cluster, `/api/v1/nodes/${nodeName}`);
    const condition = node?.status.conditions?.find(({ type }) => type === 'Ready');
    if (condition?.status === 'True') return true;
    saw(condition?.message ?? 'no such node yet');
    return undefined;
  });
}
