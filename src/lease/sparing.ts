// Evidence that costs no more requests than it may: what is asked beyond them is not seen, and says so.
import type { Evidence, Seen } from './evidence.ts';

/** Counts the Lease, the version and every look; a watch and questions about rights go apart. */
export function sparing(evidence: Evidence, most: number): Evidence {
  let left = most;
  const spend = <T>(ask: () => Promise<Seen<T>>): Promise<Seen<T>> => {
    if (left <= 0) {
      return Promise.resolve({ seen: false, why: `not looked at: ${most} requests were spent` });
    }
    left -= 1;
    return ask();
  };
  return {
    ...evidence,
    lease: (ref) => {
      left -= 1;
      return evidence.lease(ref);
    },
    version: () => spend(() => evidence.version()),
    look: (look) => spend(() => evidence.look(look)),
  };
}
