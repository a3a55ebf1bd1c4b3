// An operation whose first write is made: what its parts share.
import type { Change } from '../lease/stepdown.ts';
import type { Begun } from './begin.ts';
import type { Ports, Request } from './operation.ts';
import { Watching } from './watching.ts';

export interface Underway {
  readonly plan: Change;
  readonly request: Request;
  readonly around: Ports;
  /** Of the Lease, until its end(). */
  readonly watching: Watching;
  /** Since the first write was answered. */
  readonly seconds: () => number;
}

export function underway(plan: Change, request: Request, around: Ports, { item }: Begun): Underway {
  const { time } = around;
  const started = time.now();
  const watching = new Watching(item, around);
  watching.followLease(plan.ref, around.evidence, around.clock);
  const seconds = (): number => (time.now() - started) / 1000;
  return { plan, request, around, watching, seconds };
}
