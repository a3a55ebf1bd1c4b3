// The judge of a run: the electors' ledger and the API server's audit log, against what the program said.
import { fenceId, OPERATION_ID } from '../../src/lease/fence.ts';
import { leaseFrom } from '../../src/lease/lease.ts';
import { SECOND, type Micros } from '../../src/lease/time.ts';
import { overlaps, seconds, type Overlap } from '../cluster/ledger.ts';
import { brokenByWrites } from './invariants.ts';
import { holderOf, isOurs, leaseWrites, succeeded, type LeaseWrite } from './lease-writes.ts';
import type { Figures, Played } from './scenario.ts';
import { LEASE, type Stage } from './stage.ts';
import { readStints, succession, type Stint, type Succession } from './stints.ts';
import { brokenByText, keysOf } from './streams.ts';
import type { Told } from './tool.ts';
import { recordOf } from './record.ts';
import { brokenByWord } from './words.ts';

/** What there is to see when a run is over. */
export interface Facts extends Succession {
  readonly stints: readonly Stint[];
  readonly overlaps: readonly Overlap[];
  /** Of the Lease, in the server's order. */
  readonly writes: readonly LeaseWrite[];
  /** When the Lease was taken from its holder by a write of ours. */
  readonly taken: Micros | undefined;
  /** When our fence was released. */
  readonly released: Micros | undefined;
}

export function factsOf({ cluster, namespace, auditFrom }: Stage): Facts {
  const stints = readStints(cluster, namespace, LEASE);
  const writes = leaseWrites(cluster, namespace, auditFrom);
  const done = writes.filter(succeeded);
  const changes = done.filter((write, at) => {
    const before = done[at - 1]?.left;
    return before !== undefined && isOurs(write) && holderOf(before) !== holderOf(write.left);
  });
  const taken = changes[0]?.at;
  return {
    ...{ stints, writes, taken },
    overlaps: overlaps(stints),
    released: changes.find(({ left }) => fenceId(leaseFrom(left)) === undefined)?.at,
    ...succession(stints, taken ?? Infinity),
  };
}

export function figuresOf({ taken, stopped, next }: Facts): Figures {
  if (taken === undefined) return {};
  const since = (at: Micros | undefined) => at && (at - taken) / SECOND;
  return {
    stopped: since(stopped),
    unled: next && stopped && Math.max(0, (next.from - stopped) / SECOND),
    leaderIn: since(next?.from),
  };
}

export interface Expected {
  /** The outcomes that are right here; any other breaks a promise. */
  readonly outcomes: readonly string[];
  /** Overlaps that the plan named as a risk, in words; undefined for one that it did not. */
  readonly risk?: (overlap: Overlap, facts: Facts) => string | undefined;
  readonly removedHolder?: boolean;
}

/** Judges a run in which one operator did all that was done. */
export async function judge(
  stage: Stage,
  cast: string,
  told: Told,
  expected: Expected,
): Promise<Played> {
  const facts = factsOf(stage);
  const { plan, outcome } = told.document ?? {};
  const word = outcome?.word ?? 'no outcome';
  const written = facts.taken !== undefined;
  const record = await recordOf(stage, told.document?.operationId);
  return {
    cast,
    ended: `${word} ${told.code ?? 'killed'}`,
    figures: figuresOf(facts),
    planned: {
      unled: plan?.seconds?.unled ?? undefined,
      leaderIn: plan?.seconds?.leaderIn ?? undefined,
    },
    recorded: written ? record.lease && record.event : undefined,
    ...leadership(facts, expected),
    broken: [
      ...leadership(facts, expected).broken,
      ...(expected.outcomes.includes(word) ? [] : [`outcome ${word}`]),
      ...(written && !record.lease ? ['not recorded in the Lease'] : []),
      ...(written && !record.event ? ['not recorded as an Event'] : []),
      ...brokenByWord(facts, told),
      ...brokenByAll(stage, facts, [told], expected),
    ],
    evidence: evidenceOf(facts, [told]),
  };
}

/** Who led beside whom: broken promises, but for the risks that the plan named. */
export function leadership(facts: Facts, { risk }: Pick<Expected, 'risk'> = {}) {
  const named = facts.overlaps.map((overlap) => ({ overlap, words: risk?.(overlap, facts) }));
  const unnamed = named.filter(({ words }) => words === undefined).map(({ overlap }) => overlap);
  const wentOn = facts.wentOn.length > 0 && unnamed.length > 0;
  return {
    overlap: seconds(facts.overlaps),
    counted: named.flatMap(({ words }) => words ?? []),
    broken: [
      ...unnamed.map((it) => `two leaders for ${seconds([it])} s: ${it.ids.join(' and ')}`),
      ...(wentOn ? ['the same process went on leading'] : []),
    ],
  };
}

/** The invariants of every write and every stream. */
export function brokenByAll(
  { cluster }: Stage,
  { writes }: Facts,
  told: readonly Told[],
  { removedHolder = false }: Pick<Expected, 'removedHolder'> = {},
): string[] {
  const keys = keysOf(cluster.kubeconfig);
  return [
    ...brokenByWrites(writes, { name: LEASE, removedHolder }),
    ...told.flatMap(({ stdout, stderr }) => brokenByText(stdout + stderr, keys)),
  ];
}

/** The ids of the operations that wrote to the Lease. */
export function operationsOf({ writes }: Facts): string[] {
  const ids = writes
    .filter((write) => isOurs(write) && succeeded(write))
    .map(({ left }) => leaseFrom(left).annotations.get(OPERATION_ID) ?? 'none');
  return [...new Set(ids)];
}

export function evidenceOf(facts: Facts, told: readonly Told[]): Record<string, string> {
  const lines = (of: readonly unknown[]) => of.map((it) => JSON.stringify(it)).join('\n');
  return {
    'stints.jsonl': lines(facts.stints),
    'writes.jsonl': lines(facts.writes),
    ...Object.fromEntries(
      told.flatMap(({ stdout, lines }, at) => [
        [`stdout-${at}.txt`, stdout],
        [`stderr-${at}.txt`, lines.map((line) => `${line.at} ${line.text}`).join('\n')],
      ]),
    ),
  };
}
