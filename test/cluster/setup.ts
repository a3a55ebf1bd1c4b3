// The cluster of a test run: node --test --test-global-setup=test/cluster/setup.ts
import { setTestCluster } from './cluster.ts';
import type { RunningCluster } from './cluster.ts';
import { startCluster } from './start.ts';

let cluster: RunningCluster | undefined;

export async function globalSetup(): Promise<void> {
  cluster = await startCluster();
  setTestCluster(cluster);
}

export async function globalTeardown(): Promise<void> {
  await cluster?.stop();
}
