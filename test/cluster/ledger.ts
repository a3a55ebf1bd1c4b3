// The ledger: who believed that it led, and when. The judge of every election, whatever the Lease says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { ledgerFolder, ledgerName } from './layout.ts';

/** A time during which something was so; in microseconds since 1970. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A time during which one elector worked as the leader. */
export interface Span extends Interval {
  /** The identity that it writes into the Lease. */
  readonly id: string;
}

/** A time during which two electors worked as leaders. */
export interface Overlap extends Interval {
  readonly ids: readonly [string, string];
}

// An elector writes every 20 ms. Where it is silent for longer than this it did not work, frozen
// for instance; a machine under load may well keep it waiting for a tenth of this.
const silence = 500_000;

export function readLedger(cluster: Cluster, namespace: string, name: string): Span[] {
  const path = join(ledgerFolder(cluster), ledgerName(namespace, name));
  return existsSync(path) ? spans(readFileSync(path, 'utf8')) : [];
}

/** The spans of a ledger's text, in the order of their beginnings. */
export function spans(text: string): Span[] {
  const done: Span[] = [];
  const open = new Map<string, Span>();
  // The last line may still be being written.
  for (const line of text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)) {
    const [time = '', id = '', what = ''] = line.split(' ');
    const at = Number(time);
    const current = open.get(id);
    const goesOn = current !== undefined && what !== 'start' && at - current.to <= silence;
    if (current !== undefined && !goesOn) done.push(current);
    open.set(id, { id, from: goesOn ? current.from : at, to: at });
  }
  return [...done, ...open.values()].sort((a, b) => a.from - b.from);
}

/** Every time at which two electors worked at once; empty is what an election promises. */
export function overlaps(all: readonly Span[]): Overlap[] {
  const found = all.flatMap((a, index) =>
    all.slice(index + 1).flatMap((b): Overlap[] => {
      const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
      return a.id !== b.id && from < to ? [{ ids: [a.id, b.id], from, to }] : [];
    }),
  );
  return found.sort((a, b) => a.from - b.from);
}

/** Every time, between the first line and the last, at which nobody worked. */
export function gaps(all: readonly Span[]): Interval[] {
  const found: Interval[] = [];
  let busyUntil = all[0]?.from ?? 0;
  for (const { from, to } of all) {
    if (from > busyUntil) found.push({ from: busyUntil, to: from });
    busyUntil = Math.max(busyUntil, to);
  }
  return found;
}

/** Who worked at a moment: nobody, one, or, against the promise, several. */
export function leadersAt(all: readonly Span[], at: number): string[] {
  return [...new Set(all.filter(({ from, to }) => from <= at && at <= to).map(({ id }) => id))];
}

/** How long intervals are in all. */
export function seconds(intervals: readonly Interval[]): number {
  return intervals.reduce((total, { from, to }) => total + (to - from), 0) / 1_000_000;
}
