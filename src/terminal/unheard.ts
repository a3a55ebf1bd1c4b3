// A stream whose errors reach nobody for a while.
import type { EventEmitter } from 'node:events';

/** Takes the place of whoever listens to errors; what it returns gives it back. */
export function unheard(stream: EventEmitter): () => void {
  const listeners = stream.rawListeners('error') as ((error: Error) => void)[];
  const ignore = () => undefined;
  stream.removeAllListeners('error').on('error', ignore);
  return () => {
    stream.off('error', ignore);
    for (const listener of listeners) stream.on('error', listener);
  };
}
