// What a cluster leaves on a machine, looked at from outside and without its own bookkeeping.
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { groupFolders } from './cgroups.ts';
import type { Cluster } from './cluster.ts';
import { containers } from './containers.ts';
import { bridge } from './layout.ts';
import { identify, isAlive } from './procfs.ts';
import type { ProcessId } from './procfs.ts';

/** What has to be gone when the cluster is: noted while it runs. */
export interface Traces {
  readonly directory: string;
  readonly processes: readonly ProcessId[];
  readonly interfaces: readonly string[];
  readonly networkNamespaces: readonly string[];
  readonly controlGroups: readonly string[];
  readonly systemFiles: ReadonlySet<string>;
}

/** Where a node's programs leave files unless they are kept from it. */
const systemFolders = ['/run', '/run/netns', '/var/lib', '/var/log', '/opt'];

export function systemFiles(): Set<string> {
  return new Set(
    systemFolders
      .filter(existsSync)
      .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`)),
  );
}

export function note(cluster: Cluster, namespace: string, before: ReadonlySet<string>): Traces {
  const inPods = containers(cluster, namespace);
  return {
    directory: cluster.directory,
    processes: [...processesNaming(cluster.directory), ...inPods],
    interfaces: [bridge(cluster), ...portsOf(bridge(cluster))],
    networkNamespaces: inPods.map(({ pid }) => readlinkSync(`/proc/${pid}/ns/net`)),
    controlGroups: inPods.flatMap(({ id }) => groupFolders(`k8s.io/${id}`)),
    systemFiles: before,
  };
}

/** What of it is still there, each as a phrase; empty when the cluster has gone without a trace. */
export function remains(traces: Traces): string[] {
  const { directory } = traces;
  const namespaces = new Set(processes().map(({ pid }) => link(`/proc/${pid}/ns/net`)));
  return [
    ...[directory, ...traces.controlGroups].filter(existsSync),
    ...traces.processes.filter(isAlive).map(({ pid }) => `process ${pid}`),
    ...processesNaming(directory).map(({ pid }) => `process ${pid}, which names it`),
    ...traces.interfaces.filter((name) => existsSync(`/sys/class/net/${name}`)),
    ...traces.networkNamespaces.filter((name) => namespaces.has(name)),
    ...[...systemFiles()].filter((file) => !traces.systemFiles.has(file)),
  ];
}

/** Processes that name the directory in their command, environment or mounts; not ourselves. */
function processesNaming(directory: string): ProcessId[] {
  return processes().filter(
    ({ pid }) =>
      pid !== process.pid &&
      ['cmdline', 'environ', 'mountinfo'].some((file) =>
        read(`/proc/${pid}/${file}`).includes(directory),
      ),
  );
}

function processes(): ProcessId[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.flatMap((pid) => identify(Number(pid)) ?? []);
}

function portsOf(name: string): string[] {
  const folder = `/sys/class/net/${name}/brif`;
  return existsSync(folder) ? readdirSync(folder) : [];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
