// The control plane: certificates, etcd, kube-apiserver and the controllers.
import { apiserverReady, startApiserver } from './apiserver.ts';
import { nextWillBeYounger } from './candidates.ts';
import type { Cluster } from './cluster.ts';
import { componentUsers, startControllerManager, startScheduler } from './controllers.ts';
import { startEtcd } from './etcd.ts';
import { nodeName } from './layout.ts';
import { issue, writeKubeconfig } from './pki.ts';

export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly server: number;
  readonly kubelet: number;
}

const clients = [
  { name: 'admin', commonName: 'kubernetes-admin', organizations: ['system:masters'] },
  ...componentUsers,
  {
    name: 'kubelet',
    commonName: `system:node:${nodeName}`,
    organizations: ['system:nodes'],
    hosts: [nodeName, '127.0.0.1'],
  },
];

const apiserver = {
  name: 'apiserver',
  commonName: 'kube-apiserver',
  hosts: ['127.0.0.1', '10.0.0.1', 'localhost', 'kubernetes.default.svc'],
};

export async function startControlPlane(cluster: Cluster, ports: Ports): Promise<void> {
  issue(cluster, [apiserver, ...clients], ['service-account']);
  for (const { name } of clients) writeKubeconfig(cluster, name);
  startEtcd(cluster, ports);
  await apiserverReady(cluster, startApiserver(cluster, ports));
}

/** What makes Deployments, default ServiceAccounts, aggregated roles and garbage collection real. */
export async function startControllers(cluster: Cluster): Promise<void> {
  startControllerManager(cluster, 1);
  startScheduler(cluster);
  if (!cluster.coordinated) return;
  await nextWillBeYounger(cluster, 'kube-system', 'kube-controller-manager', 1);
  startControllerManager(cluster, 2);
}
