// Starts a cluster, step by step.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { steps } from '../../src/terminal/steps.ts';
import type { Step } from '../../src/terminal/steps.ts';
import { cache, planBuild } from './build.ts';
import { createBulkLeases } from './bulk.ts';
import { saveCluster } from './cluster.ts';
import type { Cluster, RunningCluster } from './cluster.ts';
import { startControlPlane, startControllers } from './control-plane.ts';
import type { Ports } from './control-plane.ts';
import { startElectors } from './electors.ts';
import type { ElectorOptions } from './electors.ts';
import { createFakeNodes, startKwok } from './kwok.ts';
import { nodeName } from './layout.ts';
import { startNode, startRuntime } from './node.ts';
import { freePorts } from './ports.ts';
import { aptInstall, packagesForNode } from './preconditions.ts';
import { beginRecord } from './record.ts';
import { teardown } from './teardown.ts';
import { watch } from './watchdog.ts';

export interface ClusterOptions {
  /** With a real node; needs root. True unless said otherwise. */
  readonly node?: boolean;
  /** How many fake nodes with heartbeats. */
  readonly nodes?: number;
  /** How many Leases in bulk. */
  readonly leases?: number;
  /** With coordinated leader election, and two controller-managers that take part in it. */
  readonly coordinated?: boolean;
  /** Electors in Pods. */
  readonly electors?: ElectorOptions;
  /** Where the steps are told; stderr unless said otherwise. */
  readonly output?: Writable;
  /** Ends the start, and what was started. */
  readonly signal?: AbortSignal;
}

export async function startCluster(options: ClusterOptions = {}): Promise<RunningCluster> {
  const { node = true, output = process.stderr, signal } = options;
  const packages = node ? packagesForNode() : [];
  const build = planBuild({ node, signal });
  if (build.steps.length > 0) output.write(buildNotice(build.steps.length));
  const { cluster, ports } = await lay(options, build.bin);
  const watchdog = watch(cluster.directory);
  const stop = async (keepLogs = false) => {
    await teardown(cluster.directory, { keepLogs });
    watchdog.release();
  };
  try {
    const preparing = [...installSteps(packages), ...build.steps];
    await steps(output, [...preparing, ...startSteps(cluster, ports, options)], signal);
  } catch (error) {
    // The logs stay, except where somebody ended it: the error names the one to read.
    await stop(signal?.aborted !== true);
    throw error;
  }
  saveCluster(cluster);
  return { ...cluster, stop };
}

const buildNotice = (count: number) =>
  `building ${count} programs from their pinned Go modules into ${cache()}, ` +
  'once; all of them take about 10 minutes\n';

async function lay(options: ClusterOptions, bin: string) {
  const ports = await freePorts(['etcd', 'etcdPeer', 'server', 'kubelet']);
  const id = randomBytes(3).toString('hex');
  const directory = join(tmpdir(), `kubectl-lease-${id}`);
  mkdirSync(join(directory, 'logs'), { recursive: true });
  beginRecord(directory);
  const cluster: Cluster = {
    id,
    directory,
    bin,
    server: `https://127.0.0.1:${ports.server}`,
    kubeconfig: join(directory, 'admin.kubeconfig'),
    auditLog: join(directory, 'audit.log'),
    node: (options.node ?? true) ? nodeName : null,
    coordinated: options.coordinated ?? false,
  };
  return { cluster, ports };
}

function installSteps(packages: readonly string[]): Step[] {
  if (packages.length === 0) return [];
  return [
    { title: `${packages.join(', ')} installed with apt-get`, run: () => aptInstall(packages) },
  ];
}

function startSteps(cluster: Cluster, ports: Ports, options: ClusterOptions): Step[] {
  const { nodes = 0, leases = 0, electors } = options;
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
