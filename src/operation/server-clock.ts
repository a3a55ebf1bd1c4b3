// The API server's clock, as its answers tell it: fences are written by it, whatever this machine's says.
import { SECOND, type Micros } from '../lease/time.ts';
import { REAL_TIME, type Time } from '../timers.ts';

/**
 * A Date has whole seconds, so that each answer tells a moment which is past already: the latest of
 * them, and the time since then, is at most a second behind.
 */
export class ServerClock {
  #ahead = -Infinity;
  readonly #time: Pick<Time, 'now'>;

  constructor(now: Micros, time: Pick<Time, 'now'> = REAL_TIME) {
    this.#time = time;
    this.tell(now);
  }

  tell(date: Micros | undefined): void {
    if (date !== undefined && Number.isFinite(date))
      this.#ahead = Math.max(this.#ahead, date - this.#monotonic());
  }

  now(): Micros {
    return Math.round(this.#ahead + this.#monotonic());
  }

  #monotonic(): Micros {
    return (this.#time.now() / 1000) * SECOND;
  }
}
