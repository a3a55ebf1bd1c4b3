// Waits until nobody has written a Lease for a whole lease duration, which its resourceVersion then proves.
import type { LeaseItem } from '../lease/evidence.ts';
import { stampOf } from '../lease/standing.ts';
import type { Change } from '../lease/stepdown.ts';
import { changed, declined, firstRead, isBeingDeleted, type Over } from './begin.ts';
import type { Surroundings } from './operation.ts';
import { Watching } from './watching.ts';

export interface Quiet {
  readonly kind: 'quiet';
  /** First seen at least a lease duration ago; the release is bound to it. */
  readonly resourceVersion: string | undefined;
}

/** Milliseconds between two lines that tell what is left, and at most between two checks. */
const PACE = 1000;
/** Writes that are no renewal, of an annotation perhaps, after each of which it is watched again. */
const MOST_WRITES = 3;
const RESTLESS = 'somebody writes the Lease again and again, so that its silence is not proved';

/**
 * Whatever a Date, a stamp or a watch said before: the Lease is released by a write that the server
 * carries out only where nobody has written the Lease since it was first seen as it is, and that is
 * a lease duration ago by our own clock. A holder that renews stops that, and so does a lost event
 * of the watch, because the guard is checked by the server itself.
 */
export async function quiet(
  plan: Change,
  around: Surroundings,
  isStillSo: (now: LeaseItem) => boolean,
): Promise<Quiet | Over> {
  const { evidence, clock, interrupted, givenUp, observed, tell, time } = around;
  let item = await firstRead(async () => evidence.lease(plan.ref), interrupted, time);
  let since = (item && observed?.since(item)) ?? time.now();
  if (interrupted.aborted) return declined();
  if (item === undefined) return changed(undefined);
  const watching = new Watching(item, around);
  const wake = (): void => {
    watching.changed();
  };
  interrupted.addEventListener('abort', wake);
  watching.followLease(plan.ref, evidence, clock);
  try {
    for (let writes = 0; writes <= MOST_WRITES;) {
      if (!isStillSo(item) || isBeingDeleted(item)) return changed(item);
      const { resourceVersion } = item.lease;
      const left = plan.watchFor * 1000 - (time.now() - since);
      if (left <= 0) return { kind: 'quiet', resourceVersion };
      tell({ step: 'watching', seconds: plan.watchFor, left: left / 1000 });
      const news = (): LeaseItem | 'over' | undefined => {
        if (interrupted.aborted || watching.isDeleted) return 'over';
        return watching.lease?.lease.resourceVersion === resourceVersion
          ? undefined
          : watching.lease;
      };
      const found: LeaseItem | 'over' | undefined = await watching.until(
        news,
        Math.min(left, PACE),
      );
      if (isOver(interrupted) || isOver(givenUp)) return declined();
      if (watching.isDeleted || found === 'over') return changed(undefined);
      if (found === undefined) continue;
      if (stampOf(found.lease) !== stampOf(item.lease)) return changed(found);
      [item, since, writes] = [found, time.now(), writes + 1];
    }
    return changed(item, RESTLESS);
  } finally {
    interrupted.removeEventListener('abort', wake);
    watching.end();
  }
}

/** It may be aborted while something else is waited for. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
