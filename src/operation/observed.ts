// Since when each state of a Lease was seen, by our own monotonic clock: no server's clock has a part in it.
import type { Evidence, LeaseItem } from '../lease/evidence.ts';
import { leaseFrom, type Lease } from '../lease/lease.ts';

export class Observed {
  /** To be asked instead: it remembers. */
  readonly evidence: Evidence;
  readonly #since = new Map<string, number>();

  constructor(evidence: Evidence) {
    this.evidence = {
      ...evidence,
      lease: async (ref) => {
        const found = await evidence.lease(ref);
        this.saw(found);
        return found;
      },
      watched: async (ref, patience) => {
        const begun = performance.now();
        const found = await evidence.watched(ref, patience);
        if (!found.seen) return found;
        const { sightings, until } = found.value;
        const now = performance.now();
        for (const { raw, at } of sightings) {
          const moment = Math.max(begun, now - Math.max(0, until - at) / 1000);
          this.#saw(leaseFrom(raw), moment);
        }
        return found;
      },
    };
  }

  /** Just now. */
  saw({ lease }: Pick<LeaseItem, 'lease'>): void {
    this.#saw(lease, performance.now());
  }

  /** The earliest moment of performance.now() at which the Lease had this resourceVersion. */
  since({ lease }: Pick<LeaseItem, 'lease'>): number | undefined {
    return this.#since.get(keyOf(lease));
  }

  #saw(lease: Lease, moment: number): void {
    const key = keyOf(lease);
    this.#since.set(key, Math.min(moment, this.#since.get(key) ?? Infinity));
  }
}

function keyOf({ ref, uid, resourceVersion }: Lease): string {
  return JSON.stringify([ref.namespace, ref.name, uid, resourceVersion]);
}
