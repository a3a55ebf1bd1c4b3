// The steps in which a cluster starts.
import type { Step } from './steps.ts';
import { createBulkHeartbeats, createBulkLeases } from './bulk.ts';
import type { Cluster } from './cluster.ts';
import { startControlPlane, startControllers } from './control-plane.ts';
import type { Ports } from './control-plane.ts';
import { startElectors } from './electors.ts';
import type { ElectorOptions } from './electors.ts';
import { createFakeNodes, startKwok } from './kwok.ts';
import { nodeName } from './layout.ts';
import { startNode, startRuntime } from './node.ts';
import { aptInstall } from './preconditions.ts';
import type { ClusterOptions } from './start.ts';

type Wanted = Pick<ClusterOptions, 'nodes' | 'leases' | 'heartbeats' | 'electors'>;

export function installSteps(packages: readonly string[]): Step[] {
  if (packages.length === 0) return [];
  return [
    { title: `${packages.join(', ')} installed with apt-get`, run: () => aptInstall(packages) },
  ];
}

/** From nothing to the cluster that was asked for. */
export function startSteps(cluster: Cluster, ports: Ports, options: Wanted): Step[] {
  const { nodes = 0, leases = 0, heartbeats = 0, electors } = options;
  const controlPlane: Step[] = [
    { title: 'etcd and kube-apiserver ready', run: () => startControlPlane(cluster, ports) },
    {
      title: 'kube-controller-manager and kube-scheduler started',
      run: () => startControllers(cluster),
    },
  ];
  return [
    ...(cluster.node === null ? controlPlane : withNode(cluster, ports, controlPlane)),
    ...(nodes > 0 ? [fakeNodes(cluster, nodes)] : []),
    ...(heartbeats > 0
      ? [
          {
            title: `${heartbeats} heartbeats created`,
            run: () => createBulkHeartbeats(cluster, heartbeats),
          },
        ]
      : []),
    ...(leases > 0
      ? [{ title: `${leases} Leases created`, run: () => createBulkLeases(cluster, leases) }]
      : []),
    ...(electors ? [elect(cluster, electors)] : []),
  ];
}

// containerd starts beside the API server, which it does not need.
function withNode(cluster: Cluster, ports: Ports, controlPlane: readonly Step[]): Step[] {
  let runtime: ReturnType<typeof startRuntime> | undefined;
  const start: Step = {
    title: 'containerd started',
    run: () => {
      runtime = startRuntime(cluster);
      // Told by the step that waits for it.
      runtime.catch(() => undefined);
    },
  };
  const wait: Step = {
    title: `node ${nodeName} ready`,
    run: async () => {
      await startNode(cluster, await (runtime ?? startRuntime(cluster)), ports.kubelet);
    },
  };
  return [start, ...controlPlane, wait];
}

function fakeNodes(cluster: Cluster, count: number): Step {
  return {
    title: `${count} fake nodes send heartbeats`,
    run: async () => {
      await startKwok(cluster);
      await createFakeNodes(cluster, count);
    },
  };
}

function elect(cluster: Cluster, options: ElectorOptions): Step {
  return {
    title: 'electors run',
    run: async (report) => {
      const { namespace, name, leader } = await startElectors(cluster, options);
      report(`${leader} leads ${namespace}/${name}`);
    },
  };
}
