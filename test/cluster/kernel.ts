// Mounts and network interfaces: what stays in the kernel when processes are gone.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Mount points at or below a directory, in this process's mount namespace. */
export function mountsUnder(directory: string): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .filter((point) => point === directory || point.startsWith(`${directory}/`));
}

export async function unmountUnder(directory: string): Promise<void> {
  // The last one mounted lies on top.
  for (const point of mountsUnder(directory).reverse()) await run('umount', [point]);
}

export async function removeBridge(name: string): Promise<void> {
  if (existsSync(`/sys/class/net/${name}`)) await run('ip', ['link', 'delete', name]);
}
