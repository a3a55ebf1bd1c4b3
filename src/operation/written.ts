// What an operation has written so far: what stands on the server if it goes no further.
import type { Micros } from '../lease/time.ts';
import type { StoppedBy } from './operation.ts';

export class Written {
  /** The moment that the first write carries, by the API server's clock; undefined: none was sent. */
  at: Micros | undefined;
  /** The server holds the first write. */
  isKnown = false;
  /** When a fence that may stand expires by itself; undefined where none may. */
  fencedUntil: Micros | undefined;
  releasedAt: Micros | undefined;
  stoppedBy: StoppedBy | undefined;

  /** On its way from now on. */
  sends(at: Micros, fencedUntil: Micros | undefined): void {
    this.at = at;
    this.fenced(fencedUntil);
  }

  /** The server does not hold the first write, and will not. */
  nothing(): void {
    this.at = undefined;
    this.fencedUntil = undefined;
  }

  fenced(until: Micros | undefined): void {
    if (until === undefined || !Number.isFinite(until)) return;
    this.fencedUntil = Math.max(this.fencedUntil ?? until, until);
  }

  released(at: Micros): void {
    this.releasedAt = at;
    this.fencedUntil = undefined;
  }
}
