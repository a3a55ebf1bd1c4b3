// The moment at which a Lease is judged, and whose clock says so.
import type { Micros } from './time.ts';

/**
 * - `server`: the Date header of the API server's answer; whole seconds.
 * - `capture`: the moment that an archive says it was taken at.
 * - `given`: --at on the command line.
 * - `newest`: the newest time found in an archive that says nothing.
 * - `workstation`: this machine's clock, where a server sent no Date.
 */
export type ClockSource = 'server' | 'capture' | 'given' | 'newest' | 'workstation';

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
}

/** Kubernetes re-stamps managedFields at every changing write since 1.25 (faults §0.4). */
export function restampsSince(
  major: number | undefined,
  minor: number | undefined,
): boolean | undefined {
  if (major === undefined || minor === undefined) return undefined;
  return major > 1 || minor >= 25;
}
