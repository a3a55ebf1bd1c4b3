// What a step-down is planned from: the Lease watched for a while, its writer, its holder's Pod.
import { coordinationOf, type Coordination } from './coordination.ts';
import { electorOf, type ElectorVerdict } from './elector-of.ts';
import type { Evidence, Seen, Watched } from './evidence.ts';
import { fenceId, OPERATION } from './fence.ts';
import { heldLeases } from './held-leases.ts';
import { asLastSeen, watchIt } from './last-seen.ts';
import { leaseFrom, type Lease, type LeaseRef, type RawObject } from './lease.ts';
import { lookOnce } from './look-once.ts';
import { noteFrom, type OperationNote } from './operation-note.ts';
import { podFrom, type Pod } from './pod.ts';
import { SECOND } from './time.ts';
import { renewalsIn, timingOf, type SeenRenewals, type Timing } from './timing.ts';
import { isNoElection } from './stepdown-refusal.ts';
import { judge } from './verdict.ts';
import { whoHolds, type WhoHolds } from './who.ts';

export interface CertainPod {
  readonly pod: Pod;
  readonly raw: RawObject;
}

export interface Situation {
  readonly who: WhoHolds;
  readonly watched: Seen<Watched>;
  readonly renewals: SeenRenewals | undefined;
  readonly timing: Timing;
  /** Undefined where no row was measured for what writes it. */
  readonly elector: ElectorVerdict | undefined;
  /** Evidence of a Pod that is not certain counts for nothing; `why` says what it lacks. */
  readonly pod: Seen<CertainPod | undefined>;
  /** Other Leases that the Pod holds; undefined where no Pod is certain. */
  readonly alsoHolds: Seen<readonly LeaseRef[]> | undefined;
  readonly coordination: Coordination | undefined;
  /** Of the operation whose fence holds it. */
  readonly fence: Fenced | undefined;
  /** Seconds for which nobody wrote the Lease while it was watched, by our own clock. */
  readonly unwrittenFor: number;
}

export interface Fenced {
  readonly id: string;
  /** Undefined where its annotation is no note of ours. */
  readonly note: OperationNote | undefined;
  /** It was renewed while we looked, or may have been: its program still runs. */
  readonly isAlive: boolean;
}

/** Two intervals tell a rhythm from a chance. */
const RENEWALS = 2;
/** Seconds: so long for a usual elector, and at most for one that takes its time. */
const WATCH = { usual: 5, most: 20 };
/** A fence that was not renewed for so many of its intervals has no program any more. */
const DEAD_AFTER = 3;

/** About a dozen requests and a watch of a few seconds; throws a Failure where the Lease cannot be read. */
export async function situationOf(ref: LeaseRef, source: Evidence): Promise<Situation> {
  const asked = lookOnce(source);
  const first = await asked.lease(ref);
  const watched = isNoElection(judge(first.lease, first.clock).kind)
    ? ({ seen: false, why: 'it is no election' } as const)
    : await watchIt(first, asked, patienceFor(first.lease, first));
  const evidence = asLastSeen(asked, first, watched);
  const who = await whoHolds(first.lease.ref, evidence);
  const { lease, verdict, clock } = who;
  const pod = await certainPod(who, evidence);
  const certain = pod.seen ? pod.value : undefined;
  const containers = certain?.pod.containers ?? [];
  return {
    ...{ who, watched, pod },
    renewals: watched.seen ? renewalsIn(watched.value) : undefined,
    timing: timingOf(lease, verdict, containers, watched),
    elector: electorOf(lease),
    alsoHolds: certain && (await otherLeases(certain.pod, lease, evidence)),
    coordination:
      verdict.kind === 'coordinated' ? await coordinationOf(lease, evidence, clock.now) : undefined,
    fence: fencedBy(lease, watched),
    unwrittenFor: watched.seen ? unwrittenFor(watched.value) : 0,
  };
}

function unwrittenFor({ sightings, until }: Watched): number {
  const last = sightings.at(-1);
  return last === undefined ? 0 : Math.max(0, (until - last.at) / SECOND);
}

function patienceFor(
  lease: Lease,
  { clock }: Pick<WhoHolds, 'clock'>,
): { writes: number; seconds: number } {
  const note =
    fenceId(lease) === undefined ? undefined : noteFrom(lease.annotations.get(OPERATION));
  if (fenceId(lease) !== undefined) {
    return { writes: 1, seconds: Math.min(WATCH.most, deadAfter(note)) };
  }
  const { declared } = timingOf(lease, judge(lease, clock), [], { seen: false, why: '' });
  const wanted = 2.5 * (declared?.retryPeriod ?? WATCH.usual / 2.5);
  return { writes: RENEWALS, seconds: Math.min(WATCH.most, Math.max(WATCH.usual, wanted)) };
}

/** Seconds. */
function deadAfter(note: OperationNote | undefined): number {
  // Anybody may have written it: none of ours is renewed less often.
  return DEAD_AFTER * Math.min(note?.renewEvery ?? WATCH.usual, WATCH.usual) + 1;
}

function fencedBy(lease: Lease, watched: Seen<Watched>): Fenced | undefined {
  const id = fenceId(lease);
  if (id === undefined) return undefined;
  const note = noteFrom(lease.annotations.get(OPERATION));
  const known = note?.id === id ? note : undefined;
  return { id, note: known, isAlive: mayBeRenewed(watched, deadAfter(known)) };
}

/** What could not be watched may live. */
function mayBeRenewed(watched: Seen<Watched>, patience: number): boolean {
  if (!watched.seen) return true;
  const { sightings, until } = watched.value;
  const [first] = sightings;
  if (first === undefined || until - first.at < (patience - 1) * SECOND) return true;
  const times = new Set(sightings.map(({ raw }) => leaseFrom(raw).renewTime));
  return times.size > 1;
}

/** One request. */
async function certainPod(who: WhoHolds, evidence: Evidence): Promise<Situation['pod']> {
  const { holder } = who.verdict;
  if (who.pod !== undefined && !who.pod.seen) return who.pod;
  const pod = who.pod?.value;
  if (pod === undefined || holder.confidence !== 'certain') {
    return { seen: false, why: holder.why };
  }
  const { namespace, name } = pod.ref;
  const found = await evidence.look({ resource: 'pods', namespace, name });
  if (!found.seen) return found;
  const raw = found.value.find((it) => podFrom(it).uid === pod.uid);
  return { seen: true, value: raw && { pod: podFrom(raw), raw } };
}

/** One list, without the heartbeats. */
async function otherLeases(
  { ref: { name }, uid }: Pod,
  lease: Lease,
  evidence: Evidence,
): Promise<Seen<readonly LeaseRef[]>> {
  try {
    const { items, narrowed } = await heldLeases(evidence, false);
    const others = items.filter(
      ({ lease: { ref, holderIdentity }, verdict }) =>
        (verdict.holder.name === name || holderIdentity === uid) &&
        !(ref.namespace === lease.ref.namespace && ref.name === lease.ref.name),
    );
    const value = others.map((it) => it.lease.ref);
    return { seen: true, value, ...(narrowed === undefined ? {} : { partly: narrowed }) };
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { seen: false, why };
  }
}
