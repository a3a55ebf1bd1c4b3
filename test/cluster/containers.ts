// The processes inside Pods, seen from the host.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { bundleFolder } from './layout.ts';
import { identify } from './procfs.ts';
import type { ProcessId } from './procfs.ts';

/** A running container, as its first process. */
export interface Container extends ProcessId {
  readonly id: string;
  readonly namespace: string;
  readonly pod: string;
  readonly podUid: string;
  /** The container's name in the Pod. */
  readonly name: string;
}

/** What runs in the Pods of a namespace, sandboxes left out. */
export function containers(cluster: Cluster, namespace: string): Container[] {
  return globSync(join(bundleFolder(cluster), '*', 'config.json'))
    .flatMap((file) => container(file) ?? [])
    .filter((container) => container.namespace === namespace && container.name !== '');
}

/** The elector in a Pod; throws where it does not run. */
export function elector(cluster: Cluster, namespace: string, pod: string): Container {
  const all = containers(cluster, namespace);
  const found = all.find((container) => container.pod === pod && container.name === 'manager');
  if (found) return found;
  const running = all.map(({ pod, name }) => `${pod}/${name}`).join(', ');
  throw new Error(
    `no container manager runs in ${namespace}/${pod}; running: ${running || 'none'}`,
  );
}

interface Specification {
  readonly annotations?: Readonly<Record<string, string>>;
}

// Undefined where it has ended, or is just being made or removed: the folder is containerd's.
function container(file: string): Container | undefined {
  const folder = dirname(file);
  try {
    const process = identify(Number(readFileSync(join(folder, 'init.pid'), 'utf8')));
    const { annotations = {} } = JSON.parse(readFileSync(file, 'utf8')) as Specification;
    const cri = (key: string) => annotations[`io.kubernetes.cri.${key}`] ?? '';
    return (
      process && {
        ...process,
        id: basename(folder),
        namespace: cri('sandbox-namespace'),
        pod: cri('sandbox-name'),
        podUid: cri('sandbox-uid'),
        name: cri('container-name'),
      }
    );
  } catch {
    return undefined;
  }
}
