// The control groups of a cluster's containers, in whichever hierarchies the machine has.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFolder } from './layout.ts';
import { identify } from './procfs.ts';
import type { ProcessId } from './procfs.ts';
import { waitFor } from './wait.ts';

const mount = '/sys/fs/cgroup';

// Where containerd puts containers unless it is told otherwise, and a kubelet without
// cgroupsPerQOS cannot tell it. Other clusters' are here too.
const parent = 'k8s.io';

/** One group a container of this cluster, named after the container's id. */
export function controlGroups(directory: string): string[] {
  const bundles = bundleFolder({ directory });
  return existsSync(bundles) ? readdirSync(bundles).map((id) => join(parent, id)) : [];
}

/** Every process in the group. */
export function groupProcesses(name: string): ProcessId[] {
  const pids = groupFolders(name).flatMap((folder) => lines(join(folder, 'cgroup.procs')));
  return [...new Set(pids)].flatMap((pid) => identify(Number(pid)) ?? []);
}

/** Where the group exists: once on cgroup v2, once a controller on v1. */
export function groupFolders(name: string): string[] {
  return [join(mount, name), ...globSync(join(mount, '*', name))].filter((path) =>
    existsSync(path),
  );
}

/** Removes groups whose processes have ended, and their parent when they were the last in it. */
export async function removeGroups(names: readonly string[]): Promise<void> {
  for (const folder of names.flatMap(groupFolders)) {
    await waitFor(`${folder} removed`, async (saw) => {
      await removeBelow(folder).catch((error: unknown) => {
        saw(String(error));
      });
      return existsSync(folder) ? undefined : true;
    });
  }
  if (names.length === 0) return;
  for (const folder of groupFolders(parent)) await rmdir(folder).catch(() => undefined);
}

// Its files are the kernel's: only the folders can be removed, the deepest first.
async function removeBelow(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter((entry) => entry.isDirectory())) {
    await removeBelow(join(folder, entry.name));
  }
  await rmdir(folder);
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
