// The API server's clock, as its answers tell it: fences are written by it, whatever this machine's says.
import { SECOND, type Micros } from '../lease/time.ts';
import { REAL_TIME, type Time } from '../timers.ts';

/**
 * A Date has whole seconds, so that each answer tells a moment which is past already: the latest of
 * them, and the time since then, is at most a second behind. One that is much later is another
 * clock's: a fence by it would be born expired, or last for as much longer.
 */
export class ServerClock {
  #ahead: Micros;
  readonly #time: Pick<Time, 'now'>;

  constructor(now: Micros, time: Pick<Time, 'now'> = REAL_TIME) {
    this.#time = time;
    this.#ahead = now - this.#monotonic();
  }

  tell(date: Micros | undefined): void {
    if (date === undefined || !Number.isFinite(date)) return;
    const ahead = date - this.#monotonic();
    if (ahead - this.#ahead <= MOST_LATE) this.#ahead = Math.max(this.#ahead, ahead);
  }

  /** What the server itself stamped on what it answered just now. */
  stamped(stamp: Micros | undefined): void {
    if (stamp === undefined) return;
    const ahead = stamp - this.#monotonic();
    if (Math.abs(ahead - this.#ahead) > MOST_LATE) this.#ahead = ahead;
  }

  now(): Micros {
    return Math.round(this.#ahead + this.#monotonic());
  }

  #monotonic(): Micros {
    return (this.#time.now() / 1000) * SECOND;
  }
}

/** An answer is on its way for no longer, or another one tells. */
const MOST_LATE = 5 * SECOND;
