// The moment at which a Lease is judged, and whose clock says so.
import type { Seen } from './evidence.ts';
import type { Micros } from './time.ts';

/**
 * - `server`: the API server's own stamps where they could be measured, else its Date header.
 * - `capture`: the moment that an archive says it was taken at.
 * - `given`: --at on the command line.
 * - `newest`: the newest time found in an archive that says nothing.
 * - `workstation`: this machine's clock, where a server sent no Date.
 */
export type ClockSource = 'server' | 'capture' | 'given' | 'newest' | 'workstation';

/** The Date header of the server's answers beside the stamps that the same server puts on objects. */
export interface MeasuredClock {
  /**
   * Seconds by which Date is ahead of the stamps; 0 where the whole seconds of both explain the
   * difference; undefined where no answer had a Date.
   */
  readonly offset: number | undefined;
  /** How many stamped answers were compared. */
  readonly answers: number;
  /** Why the answers do not agree with each other; undefined where they do. */
  readonly doubt: string | undefined;
}

export interface Clock {
  readonly now: Micros;
  /** The earliest that it may have been, where an archive took its time: `now` is the latest then. */
  readonly since?: Micros;
  readonly source: ClockSource;
  /**
   * Whether the API server re-stamps managedFields at every changing write: yes since
   * Kubernetes 1.25, undefined when its version is not known (faults §0.4).
   */
  readonly restamps: boolean | undefined;
  /** Undefined for an archive that holds no measurement; not seen where the server told no stamp. */
  readonly measured?: Seen<MeasuredClock>;
}

/** Kubernetes re-stamps managedFields at every changing write since 1.25 (faults §0.4). */
export function restampsSince(
  major: number | undefined,
  minor: number | undefined,
): boolean | undefined {
  if (major === undefined || minor === undefined) return undefined;
  return major > 1 || minor >= 25;
}
