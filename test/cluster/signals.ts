// What a test does to an elector's process, in a Pod or not.
import { signal } from './procfs.ts';
import type { ProcessId } from './procfs.ts';

/** Stops it where it stands: it neither renews nor works, and does not know it. */
export function freeze(process: ProcessId): void {
  must(process, 'SIGSTOP');
}

export function resume(process: ProcessId): void {
  must(process, 'SIGCONT');
}

/** Ends it without a chance to release anything. */
export function kill(process: ProcessId): void {
  must(process, 'SIGKILL');
}

/** Asks it to end, as the kubelet does. */
export function terminate(process: ProcessId): void {
  must(process, 'SIGTERM');
}

function must(process: ProcessId, name: NodeJS.Signals): void {
  if (!signal(process, name)) throw new Error(`process ${process.pid} has ended already`);
}
