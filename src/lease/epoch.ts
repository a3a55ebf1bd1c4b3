// The epoch of a grant: what tells it from every other, a later one of the same holder included.
import type { Lease } from './lease.ts';
import type { Micros } from './time.ts';

/** What an operator confirms; fields that the Lease does not have are undefined. */
export interface Epoch {
  readonly uid: string | undefined;
  readonly holder: string;
  /** By the clock of whoever wrote it. */
  readonly acquireTime: Micros | undefined;
  readonly transitions: number | undefined;
}

export function epochOf({ uid, holderIdentity, acquireTime, transitions }: Lease): Epoch {
  return { uid, holder: holderIdentity ?? '', acquireTime, transitions };
}

export function isSameEpoch(a: Epoch, b: Epoch): boolean {
  return (
    a.uid === b.uid &&
    a.holder === b.holder &&
    a.acquireTime === b.acquireTime &&
    a.transitions === b.transitions
  );
}
