// The judge of a run: the electors' ledger and the API server's audit log, against what the program said.
import { OPERATION_ID } from '../../src/lease/fence.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
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
  /** When the Lease was taken from its holder by a write of ours, or another was asked for. */
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
    return before !== undefined && isOurs(write) && isTaking(before, write.left);
  });
  const taken = changes[0]?.at;
  const released = changes.find(({ left }) => holderOf(left) === '')?.at;
  return {
    ...{ stints, writes, taken, released },
    overlaps: overlaps(stints),
    ...succession(stints, taken ?? Infinity, released),
  };
}

function isTaking(before: RawObject, after: RawObject): boolean {
  const [was, is] = [leaseFrom(before), leaseFrom(after)];
  return was.holderIdentity !== is.holderIdentity || was.preferredHolder !== is.preferredHolder;
}

export function figuresOf({ taken, stopped, next }: Facts): Figures {
  if (taken === undefined) return {};
  const since = (at: Micros | undefined) => at && (at - taken) / SECOND;
  return {
    stopped: since(stopped),
    unled: next && stopped && Math.max(0, (next.from - Math.max(stopped, taken)) / SECOND),
    leaderIn: since(next?.from),
  };
}

export interface Risk {
  /** Whether the old leader may come back, or two new ones lead at once. */
  readonly of: 'old' | 'new';
  readonly words: string;
}

export interface Expected {
  /** The outcomes that are right here; any other breaks a promise. */
  readonly outcomes: readonly string[];
  /** What no step-down can prevent here, and the plan has to name. */
  readonly risk?: Risk;
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

/** A risk that came true without having been named before is a broken promise. */
export function mustName(played: Played, { document }: Told, risk: RegExp): Played {
  if (document?.plan?.notPromised?.some((it) => risk.test(it)) === true) return played;
  return { ...played, broken: [...played.broken, `the plan did not name the risk ${risk.source}`] };
}

/** Who led beside whom: broken promises, but for the risk that the plan named. */
export function leadership(facts: Facts, { risk }: Pick<Expected, 'risk'> = {}) {
  const { old, wentOn } = facts;
  const named = ({ ids }: Overlap) =>
    risk !== undefined && (risk.of === 'old') === (old !== undefined && ids.includes(old.id));
  const unnamed = facts.overlaps.filter((it) => !named(it));
  return {
    overlap: seconds(facts.overlaps),
    counted: facts.overlaps.filter(named).map((it) => `${risk?.words ?? ''}: ${seconds([it])} s`),
    broken: [
      ...unnamed.map((it) => `two leaders for ${seconds([it])} s: ${it.ids.join(' and ')}`),
      ...(risk?.of !== 'old' && wentOn.length > 0 ? ['the same process went on leading'] : []),
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
