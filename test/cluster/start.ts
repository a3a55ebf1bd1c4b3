// Starts a cluster, and ends what was started where that fails.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { steps } from './steps.ts';
import { cache, planBuild } from './build.ts';
import { saveCluster } from './cluster.ts';
import type { Cluster, RunningCluster } from './cluster.ts';
import type { ElectorOptions } from './electors.ts';
import { nodeName } from './layout.ts';
import { freePorts } from './ports.ts';
import { packagesForNode } from './preconditions.ts';
import { beginRecord } from './record.ts';
import { installSteps, startSteps } from './start-steps.ts';
import { teardown } from './teardown.ts';
import { watch } from './watchdog.ts';

export interface ClusterOptions {
  /** With a real node; needs root. True unless said otherwise. */
  readonly node?: boolean;
  /** How many fake nodes with heartbeats. */
  readonly nodes?: number;
  /** How many Leases in bulk. */
  readonly leases?: number;
  /** How many heartbeats in bulk, of nodes that there are not. */
  readonly heartbeats?: number;
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
  return { ...cluster, stop: () => stop() };
}

const buildNotice = (count: number) =>
  `building ${count} programs from their pinned Go modules into ${cache()}, ` +
  'once; all of them take about 10 minutes\n';

async function lay(options: ClusterOptions, bin: string) {
  const ports = await freePorts(['etcd', 'etcdPeer', 'server', 'kubelet']);
  const id = randomBytes(3).toString('hex');
  const directory = join(tmpdir(), `kubectl-lease-${id}`);
  mkdirSync(directory);
  mkdirSync(join(directory, 'logs'));
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
