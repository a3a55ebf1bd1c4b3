// containerd, with everything it keeps in the cluster's directory.
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { dockerArchive } from './image.ts';
import { images, nodeName } from './layout.ts';
import { environment, ready, start } from './processes.ts';
import type { Started } from './processes.ts';

export const containerdSocket = (cluster: Cluster): string =>
  inside(cluster, 'containerd', 'containerd.sock');

// restrict_oom_score_adj: a machine may lack CAP_SYS_RESOURCE, and then runc dies with
// "can't get final child's PID from pipe: EOF".
const configuration = (cluster: Cluster) => `version = 3
root = '${inside(cluster, 'containerd', 'root')}'
state = '${inside(cluster, 'containerd', 'state')}'

[grpc]
  address = '${containerdSocket(cluster)}'

[plugins.'io.containerd.internal.v1.opt']
  path = '${inside(cluster, 'containerd', 'opt')}'

[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = '${images.pause}'

[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true

[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ['${cluster.bin}']
  conf_dir = '${inside(cluster, 'node', 'cni')}'
`;

// In a mount namespace of its own, whose mounts go when the node's last process goes; and with
// /run, /var/log and /var/lib of its own, because paths in there cannot all be configured.
const ownMachine = `set -e
hostname ${nodeName}
mount --bind "$NODE/run" /run
mount --bind "$NODE/log" /var/log
mount --bind "$NODE/lib" /var/lib
mount --bind "$NODE/hosts" /etc/hosts
exec "$@"`;

export function startContainerd(cluster: Cluster): Started {
  const file = inside(cluster, 'containerd.toml');
  writeFileSync(file, configuration(cluster));
  const containerd = [join(cluster.bin, 'containerd'), '--config', file];
  return start(cluster, {
    name: 'containerd',
    environment: { NODE: inside(cluster, 'node') },
    command: ['unshare', '--mount', '--uts', 'sh', '-c', ownMachine, 'sh', ...containerd],
  });
}

export async function containerdReady(cluster: Cluster, process: Started): Promise<void> {
  await ready(process, async (saw) => {
    if (!existsSync(containerdSocket(cluster))) return undefined;
    try {
      await ctr(cluster, 'version');
      return true;
    } catch (error) {
      saw(String(error));
      return undefined;
    }
  });
}

export async function importImages(cluster: Cluster): Promise<void> {
  const archive = inside(cluster, 'images.tar');
  const bin = (name: string) => join(cluster.bin, name);
  // The file's name is what client-go calls itself in managedFields and audit logs; "manager" is
  // the usual one.
  const content = dockerArchive([
    { name: images.pause, program: bin('pause'), entrypoint: '/pause' },
    { name: images.elector, program: bin('elector'), entrypoint: '/manager' },
  ]);
  writeFileSync(archive, content);
  await ctr(cluster, 'images', 'import', archive);
}

async function ctr(cluster: Cluster, ...args: string[]): Promise<void> {
  const all = ['--address', containerdSocket(cluster), '--namespace', 'k8s.io', ...args];
  await promisify(execFile)(join(cluster.bin, 'ctr'), all, { env: environment(cluster) });
}
