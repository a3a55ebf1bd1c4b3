// Files that must not stay: they are removed when the work fails, and when the program is ended meanwhile.
import { unlinkSync } from 'node:fs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What stands in `left` at the end of the work is removed. */
export async function removing<T>(work: (left: Set<string>) => Promise<T>): Promise<T> {
  const left = new Set<string>();
  const remove = (): void => {
    for (const path of left) removed(path);
  };
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      // Whoever listens as well decides whether the program ends.
      if (process.listenerCount(signal) > 1) return;
      remove();
      process.off(signal, listener);
      process.kill(process.pid, signal);
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  process.on('exit', remove);
  try {
    return await work(left);
  } finally {
    remove();
    process.off('exit', remove);
    for (const { signal, listener } of listeners) process.off(signal, listener);
  }
}

function removed(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or the file system does not let go of it.
  }
}
