// A running cluster as a value: what a test, another process or a person needs to use it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Cluster {
  /** Six hex digits in everything of this cluster that lives outside its directory. */
  readonly id: string;
  readonly directory: string;
  /** The directory of kubectl, krew, validate-krew-manifest and all the others. */
  readonly bin: string;
  /** The URL of the API server. */
  readonly server: string;
  /** The kubeconfig of the administrator. */
  readonly kubeconfig: string;
  readonly auditLog: string;
  /** The name of the real node, where there is one. */
  readonly node: string | null;
  readonly coordinated: boolean;
}

export interface RunningCluster extends Cluster {
  /** Ends all of it and leaves nothing behind. */
  stop(): Promise<void>;
}

const variable = 'KUBECTL_LEASE_TEST_CLUSTER';

/** A path in the cluster's directory. */
export function inside(cluster: { directory: string }, ...parts: string[]): string {
  return join(cluster.directory, ...parts);
}

/** Writes down how to use a cluster, for other processes; returns the file's path. */
export function saveCluster(cluster: Cluster): string {
  const path = inside(cluster, 'cluster.json');
  writeFileSync(path, `${JSON.stringify(cluster, null, 2)}\n`);
  return path;
}

/** The cluster that another process started. */
export function openCluster(path: string): Cluster {
  return JSON.parse(readFileSync(path, 'utf8')) as Cluster;
}

/** The cluster of this test run; a test that needs it fails without it, and never skips. */
export function testCluster(): Cluster {
  const path = process.env[variable];
  if (path === undefined) {
    throw new Error(
      `${variable} is not set: run the test with node --test --test-global-setup=test/cluster/setup.ts`,
    );
  }
  return openCluster(path);
}

/** Makes a cluster the one of this test run, for this process and its children. */
export function setTestCluster(cluster: Cluster): void {
  process.env[variable] = inside(cluster, 'cluster.json');
}
