// The cluster that the rows are measured on: the one that is given, or one started for it.
import { testCluster, type Cluster } from '../../test/cluster/cluster.ts';
import { mustKubectl } from '../../test/cluster/kubectl.ts';
import { startCluster } from '../../test/cluster/start.ts';
import type { Size } from './rows.ts';

export interface BenchCluster extends Cluster {
  /** Ends what was started for the benchmark; a cluster that was given goes on. */
  readonly release: () => Promise<void>;
}

export async function benchCluster(size: Size): Promise<BenchCluster> {
  if (process.env['KUBECTL_LEASE_TEST_CLUSTER'] === undefined) {
    const started = await startCluster({ node: false, ...size });
    return { ...started, release: () => started.stop() };
  }
  const given = testCluster();
  const names = await mustKubectl(given, ['get', 'leases', '-A', '-o', 'name']);
  const present = names.trim().split('\n').length;
  const wanted = size.leases + size.heartbeats + size.nodes;
  if (present < wanted) {
    throw new Error(
      `the cluster that is given has ${present} Leases, not ${wanted}: start it with ` +
        `npm run cluster -- --no-node --leases ${size.leases} ` +
        `--heartbeats ${size.heartbeats} --nodes ${size.nodes}`,
    );
  }
  return { ...given, release: () => Promise.resolve() };
}
