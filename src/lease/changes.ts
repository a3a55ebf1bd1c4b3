// What changed in a list of Leases that is watched: holders, standings and transitions, not renewals.
import type { Clock } from './clock.ts';
import type { LeaseItem } from './evidence.ts';
import type { LeaseRef } from './lease.ts';
import { nextChange } from './standing.ts';
import type { Micros } from './time.ts';
import { judge, type Verdict } from './verdict.ts';

export interface Change extends LeaseItem {
  readonly verdict: Verdict;
  readonly clock: Clock;
  readonly deleted: boolean;
}

interface Known {
  readonly item: LeaseItem;
  readonly verdict: Verdict;
  /** When its standing may change by itself; undefined: not before it is written again. */
  readonly next: Micros | undefined;
}

/** Remembers every Lease of a watched list, and tells each change once. */
export class Changes {
  readonly #known = new Map<string, Known>();

  /** A whole list, the first or one after a gap: what is not in it is gone. */
  replace(items: readonly LeaseItem[], clock: Clock): Change[] {
    const listed = new Set(items.map(({ lease }) => keyOf(lease.ref)));
    const gone = [...this.#known].filter(([key]) => !listed.has(key));
    return [
      ...gone.flatMap(([, { item }]) => this.delete(item, clock)),
      ...items.flatMap((item) => this.set(item, clock)),
    ];
  }

  /** As it was read just now. */
  set(item: LeaseItem, clock: Clock): Change[] {
    const key = keyOf(item.lease.ref);
    const before = this.#known.get(key);
    const verdict = judge(item.lease, clock);
    this.#known.set(key, { item, verdict, next: nextChange(item.lease, verdict.standing, clock) });
    if (before !== undefined && !differs(before, item, verdict)) return [];
    return [{ ...item, verdict, clock, deleted: false }];
  }

  /**
   * As an event told it. An event may come late itself: one that makes a holder look silent is only
   * remembered, and due() names the Lease, to be read anew.
   */
  written(item: LeaseItem, clock: Clock): Change[] {
    const key = keyOf(item.lease.ref);
    const before = this.#known.get(key);
    const verdict = judge(item.lease, clock);
    const silent = verdict.standing.word === 'late' || verdict.standing.word === 'expired';
    if (before === undefined || !silent) return this.set(item, clock);
    const told = { ...verdict, standing: before.verdict.standing };
    this.#known.set(key, { item, verdict: told, next: clock.now });
    return differs(before, item, told) ? [{ ...item, verdict, clock, deleted: false }] : [];
  }

  delete(item: LeaseItem, clock: Clock): Change[] {
    if (!this.#known.delete(keyOf(item.lease.ref))) return [];
    return [{ ...item, verdict: judge(item.lease, clock), clock, deleted: true }];
  }

  /**
   * A holder that falls silent sends no event: time itself makes it late, then expired. But no news
   * may also mean that nothing is heard: these are to be read anew before anything is said.
   */
  due(clock: Clock): LeaseItem[] {
    const due: LeaseItem[] = [];
    for (const { item, next } of this.#known.values()) {
      if (next !== undefined && next <= clock.now) due.push(item);
    }
    return due;
  }
}

function differs(before: Known, { lease }: LeaseItem, verdict: Verdict): boolean {
  return (
    before.verdict.standing.word !== verdict.standing.word ||
    before.item.lease.holderIdentity !== lease.holderIdentity ||
    before.item.lease.transitions !== lease.transitions
  );
}

/** A namespace holds no slash. */
function keyOf({ namespace, name }: LeaseRef): string {
  return `${namespace}/${name}`;
}
