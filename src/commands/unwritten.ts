// Signals before anything was written: they end the program as they would anyway, and it says so.
import type { Writable } from 'node:stream';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Until what it returns is called: then somebody else listens, or a write may be on its way. */
export function saysUnwritten(stderr: Writable): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      end();
      // A shell tells by its death that a program was interrupted.
      stderr.write('interrupted: nothing was written\n', () => process.kill(process.pid, signal));
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  const end = (): void => {
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
  return end;
}
