// Whether a Pod is old enough to have taken a Lease, as far as the server's stamps tell.
import type { Pod } from './pod.ts';
import { SECOND, type Micros } from './time.ts';

export interface Acquisition {
  /** By the API server's clock; undefined where that is not known. */
  readonly at: Micros | undefined;
  /** The holder's clock is within two seconds of the server's. */
  readonly exact: boolean;
  /** When it was last renewed, by the API server's clock. */
  readonly renewedAt: Micros | undefined;
}

/** Both stamps that are compared have whole seconds. */
const STAMP_STEP = 2 * SECOND;

/** Certainly created after that moment. */
export function isYounger({ createdAt }: Pod, moment: Micros | undefined): boolean {
  return moment !== undefined && createdAt !== undefined && createdAt > moment + STAMP_STEP;
}

/** Certainly created before that moment. */
export function isOlder({ createdAt }: Pod, moment: Micros): boolean {
  return createdAt !== undefined && createdAt <= moment - STAMP_STEP;
}
