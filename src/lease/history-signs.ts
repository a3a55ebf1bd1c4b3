// Signs of life in an audit log: what was asked in a holder's name, or by its Pod.
import type { AuditTrail } from './audit-trail.ts';
import { succeeded } from './audit-writes.ts';
import type { Micros } from './time.ts';

/** The first sign after a moment; undefined where there is none. */
export interface Signs {
  /** A write in the name of this identity, which failed. */
  readonly ofIdentity: (identity: string, after: Micros) => Micros | undefined;
  /** Anything that a Pod of this name asked of the Lease, reads among it. */
  readonly ofPod: (pod: string, after: Micros) => Micros | undefined;
}

export function signsIn(trail: AuditTrail | undefined): Signs {
  const identities = new Map<string, Micros[]>();
  const pods = new Map<string, Micros[]>();
  for (const request of trail?.requests ?? []) {
    const { asked, by, times } = request;
    if (asked?.holder && !succeeded(request)) add(identities, asked.holder, times);
    if (by.pod) add(pods, by.pod, times);
  }
  for (const times of [...identities.values(), ...pods.values()]) times.sort((a, b) => a - b);
  return {
    ofIdentity: (identity, after) => firstAfter(identities.get(identity), after),
    ofPod: (pod, after) => firstAfter(pods.get(pod), after),
  };
}

function add(all: Map<string, Micros[]>, key: string, times: readonly Micros[]): void {
  const known = all.get(key);
  if (known === undefined) all.set(key, [...times]);
  else for (const time of times) known.push(time);
}

/** By halves: a log of a month holds a million. */
function firstAfter(times: readonly Micros[] = [], after: Micros): Micros | undefined {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return times[low];
}
