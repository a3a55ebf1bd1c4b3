// Names and folders that several parts of a cluster have to agree on.
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';

/** The real node. */
export const nodeName = 'worker-1';

export const bridge = (cluster: Cluster): string => `lease-${cluster.id}`;

/** Where containerd keeps one folder a container: its specification and its process id. */
export const bundleFolder = ({ directory }: { directory: string }): string =>
  join(directory, 'containerd', 'state', 'io.containerd.runtime.v2.task', 'k8s.io');

/** The names that the node's and the API server's programs resolve. */
export const hostsFile = (cluster: Cluster): string => inside(cluster, 'node', 'hosts');

/** The folder of the socket through which Pods reach the API server. */
export const relayFolder = (cluster: Cluster): string => inside(cluster, 'node', 'relay');

/** Where the kubelet looks for static Pods. */
export const manifestFolder = (cluster: Cluster): string => inside(cluster, 'node', 'manifests');

/** The folder in which electors, in Pods or not, keep their ledgers. */
export const ledgerFolder = (cluster: Cluster): string => inside(cluster, 'ledgers');

export const ledgerName = (namespace: string, name: string): string => `${namespace}_${name}`;

export const images = {
  pause: 'registry.example/pause:1',
  elector: 'registry.example/reconciler:2.4.1',
} as const;
