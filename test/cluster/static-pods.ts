// Static Pods: manifests that the kubelet reads from a folder of its own, without the API server.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { manifestFolder } from './layout.ts';
import { kubeconfigFor } from './pki.ts';

/** Whom a static Pod asks the API server as, for want of a ServiceAccount. */
export const staticUser = (namespace: string, name: string): string =>
  `static-${name}-${namespace}`;

/** The kubeconfig of that user; `port` is where the Pod finds the API server on its 127.0.0.1. */
export function staticKubeconfig(cluster: Cluster, user: string, port: string): string {
  const here = readFileSync(kubeconfigFor(cluster, user), 'utf8');
  const path = inside(cluster, 'node', `${user}.kubeconfig`);
  writeFileSync(path, here.replace(cluster.server, `https://127.0.0.1:${port}`), { mode: 0o600 });
  return path;
}

/** The kubelet starts it at once, and shows it to the API server as NAME-NODE. */
export function writeStaticPod(cluster: Cluster, pod: StaticPod): void {
  const path = manifestPath(cluster, pod.metadata);
  // The kubelet must not read half of it.
  const half = inside(cluster, 'node', `${pod.metadata.namespace}.half`);
  writeFileSync(half, JSON.stringify(pod, null, 2));
  renameSync(half, path);
}

/** The kubelet ends it at once. */
export function removeStaticPod(cluster: Cluster, metadata: StaticPod['metadata']): void {
  rmSync(manifestPath(cluster, metadata), { force: true });
}

interface StaticPod {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: object;
}

function manifestPath(cluster: Cluster, { namespace, name }: StaticPod['metadata']): string {
  return join(manifestFolder(cluster), `${namespace}_${name}.json`);
}
