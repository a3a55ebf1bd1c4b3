// The server's version, asked for only by a Lease whose verdict hangs on it, and once for all of them.
import { restampsSince, type Clock } from './clock.ts';
import type { Evidence } from './evidence.ts';
import type { Lease } from './lease.ts';
import { judge } from './verdict.ts';

/** The same clock, with what the server's version says of its stamps. */
export type WithVersion = (clock: Clock) => Promise<Clock>;

/** One request at most, however often it is called. */
export function versionOnce(evidence: Pick<Evidence, 'version'>): WithVersion {
  let asked: Promise<boolean | undefined> | undefined;
  return async (clock) => {
    asked ??= evidence
      .version()
      .then((seen) => (seen.seen ? restampsSince(seen.value.major, seen.value.minor) : undefined));
    return { ...clock, restamps: await asked };
  };
}

/**
 * The clock by which a Lease is judged for good. A holder's clock that seems to be wrong may be so,
 * or its stamp is an old one: nothing but the version tells (faults §0.4).
 */
export async function clockFor(
  leases: Iterable<Lease>,
  clock: Clock,
  withVersion: WithVersion,
): Promise<Clock> {
  for (const lease of leases) {
    if (judge(lease, clock).standing.hangsOnVersion) return withVersion(clock);
  }
  return clock;
}
