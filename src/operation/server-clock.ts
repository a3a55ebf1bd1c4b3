// The API server's clock, as its answers tell it: fences are written by it, whatever this machine's says.
import { SECOND, type Micros } from '../lease/time.ts';

/**
 * A Date has whole seconds, so that each answer tells a moment which is past already: the latest of
 * them, and the time since then, is at most a second behind.
 */
export class ServerClock {
  #ahead = -Infinity;

  constructor(now: Micros) {
    this.tell(now);
  }

  tell(date: Micros | undefined): void {
    if (date !== undefined) this.#ahead = Math.max(this.#ahead, date - monotonic());
  }

  now(): Micros {
    return Math.round(this.#ahead + monotonic());
  }
}

function monotonic(): Micros {
  return (performance.now() / 1000) * SECOND;
}
