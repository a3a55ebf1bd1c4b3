// Electors as short scripts: who takes the Lease when it is free, and renews it.
import { object, text, type RawObject } from '../../src/lease/lease.ts';
import { formatMicroTime } from '../../src/lease/time.ts';
import type { Store } from './store.ts';

/** Milliseconds between two looks. */
const LOOK = 15;

/** Takes the Lease once nobody holds it, and renews it then. */
export function candidate(store: Store, name: string): void {
  const timer = setInterval(() => {
    if (store.isOver) clearInterval(timer);
    if (store.isOver || store.raw === undefined) return;
    const spec = object(store.raw['spec']);
    const holder = text(spec['holderIdentity']) ?? '';
    if (holder === name) renew(store, name);
    else if (holder === '') take(store, name);
  }, LOOK);
}

export function renew(store: Store, name: string): void {
  store.write(name, { renewTime: formatMicroTime(store.now()) });
}

export function take(store: Store, name: string): void {
  const { leaseTransitions: count } = object(store.raw?.['spec']);
  const now = formatMicroTime(store.now());
  const times = { acquireTime: now, renewTime: now };
  const counted = typeof count === 'number' ? { leaseTransitions: count + 1 } : {};
  store.write(name, { holderIdentity: name, leaseDurationSeconds: 15, ...times, ...counted });
}

/** As client-go gives a Lease away (ReleaseOnCancel), whosever it is by then. */
export function giveAway(store: Store, name: string): void {
  store.write(name, { holderIdentity: '', leaseDurationSeconds: 1 });
}

export function holderIn(raw: RawObject | undefined): string | undefined {
  return text(object(raw?.['spec'])['holderIdentity']);
}
