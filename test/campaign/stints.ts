// Who led, process by process: a name may outlive the process that bore it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';
import { ledgerFolder, ledgerName } from '../cluster/layout.ts';
import { spans, type Span } from '../cluster/ledger.ts';

/** A time during which one process worked as the leader. */
export interface Stint extends Span {
  /** Counts the lines "start" of its identity: processes write one each time that they are elected. */
  readonly election: number;
}

/** Throws where nobody has led yet. */
export function readStints(cluster: Cluster, namespace: string, name: string): Stint[] {
  return stints(readFileSync(join(ledgerFolder(cluster), ledgerName(namespace, name)), 'utf8'));
}

/** The stints of a ledger's text, in the order of their beginnings. */
export function stints(text: string): Stint[] {
  const starts = new Map<string, number[]>();
  for (const [, time, id = ''] of text.matchAll(/^(\d+) (\S+) start$/gm)) {
    starts.set(id, [...(starts.get(id) ?? []), Number(time)]);
  }
  return spans(text).map((span) => ({
    ...span,
    election: (starts.get(span.id) ?? []).filter((time) => time <= span.from).length,
  }));
}

function isSameElection(a: Stint, b: Stint): boolean {
  return a.id === b.id && a.election === b.election;
}

/** What came of a leader whose Lease was taken away at a moment. */
export interface Succession {
  /** Who led at that moment, or last before it. */
  readonly old: Stint | undefined;
  /** When it stopped. */
  readonly stopped: number | undefined;
  /** Who led next: another process, whatever its name. */
  readonly next: Stint | undefined;
  /** The old process's work after the next had begun, or was let in. */
  readonly wentOn: readonly Stint[];
}

// A line of the ledger may be this much late, where its writer was kept waiting.
const LATE = 100_000;

/**
 * @param at When its Lease was taken away, in microseconds since 1970.
 * @param released When the Lease was free for another.
 */
export function succession(all: readonly Stint[], at: number, released = Infinity): Succession {
  const before = all.filter(({ from }) => from <= at);
  const latest = Math.max(...before.map(({ to }) => to));
  const old = before.findLast(({ to }) => to === latest);
  const next = all.find((stint) => stint.from > at && !(old && isSameElection(stint, old)));
  const own = old ? all.filter((stint) => isSameElection(stint, old)) : [];
  const until = next?.from ?? Infinity;
  const stopped = own.filter(({ from }) => from < until).at(-1)?.to;
  const gone = Math.min(until, released + LATE);
  return { old, stopped, next, wentOn: own.filter(({ to }) => to > gone) };
}
