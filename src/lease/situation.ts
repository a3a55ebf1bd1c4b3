// What a step-down is planned from: the Lease watched for a while, its writer, its holder's Pod.
import { renewedByHand } from './by-hand.ts';
import { coordinationOf, type Coordination } from './coordination.ts';
import { electorOf, type ElectorVerdict } from './elector-of.ts';
import type { Evidence, Seen, Watched } from './evidence.ts';
import { fenceId, OPERATION } from './fence.ts';
import { beforeFence, formerPod } from './former-pod.ts';
import type { HolderPod } from './found.ts';
import { foundFence, LONGEST_RENEWAL } from './found-fence.ts';
import { heldLeases } from './held-leases.ts';
import { asLastSeen, watchIt } from './last-seen.ts';
import { leaseFrom, type Lease, type LeaseRef, type RawObject } from './lease.ts';
import { lookOnce } from './look-once.ts';
import { noteFrom, type OperationNote } from './operation-note.ts';
import { podFrom, type Pod } from './pod.ts';
import { SECOND } from './time.ts';
import { renewalsIn, timingOf, type SeenRenewals, type Timing } from './timing.ts';
import { isNoElection } from './stepdown-refusal.ts';
import { judge, type Verdict } from './verdict.ts';
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
  /** What its annotation says, if that is a note of this id: a claim by whoever may write the Lease. */
  readonly note: OperationNote | undefined;
  /** Somebody renewed it while we looked, or may have. */
  readonly isAlive: boolean;
  /** The Lease with the holder that the note names, judged; undefined where the note names none. */
  readonly former: Verdict | undefined;
  /** Who wrote the fence, by managedFields. */
  readonly manager: string | undefined;
}

/** Two intervals tell a rhythm from a chance. */
const RENEWALS = 2;
/** Seconds: so long for a usual elector, and at most for one that takes its time. */
const WATCH = { usual: 5, most: 20 };
/**
 * Seconds: a fence that was not renewed for three of the longest intervals has no program any more.
 * Its note may tell of shorter ones, and anybody may have written that.
 */
const DEAD_AFTER = 3 * LONGEST_RENEWAL + 1;

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
  const fence = fencedBy(who, watched);
  const pod = await (fence === undefined
    ? holdersPod(who, evidence)
    : podBefore(fence, who, evidence));
  const certain = pod.seen ? pod.value : undefined;
  const containers = certain?.pod.containers ?? [];
  return {
    ...{ who, watched, pod },
    renewals: watched.seen ? renewalsIn(watched.value) : undefined,
    timing: timingOf(asBefore(lease, fence, watched), verdict, containers, watched),
    elector: electorOf(lease),
    alsoHolds: certain && (await otherLeases(certain.pod, lease, evidence)),
    coordination:
      verdict.kind === 'coordinated' ? await coordinationOf(lease, evidence, clock.now) : undefined,
    fence,
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
  if (fenceId(lease) !== undefined) return { writes: 1, seconds: DEAD_AFTER };
  const { declared } = timingOf(lease, judge(lease, clock), [], { seen: false, why: '' });
  const wanted = 2.5 * (declared?.retryPeriod ?? WATCH.usual / 2.5);
  return { writes: RENEWALS, seconds: Math.min(WATCH.most, Math.max(WATCH.usual, wanted)) };
}

function fencedBy({ lease, clock }: WhoHolds, watched: Seen<Watched>): Fenced | undefined {
  const id = fenceId(lease);
  if (id === undefined) return undefined;
  const told = noteFrom(lease.annotations.get(OPERATION));
  const note = told?.id === id ? told : undefined;
  const before = beforeFence(lease, note);
  const former = before && judge(before, clock);
  const manager = lease.writers.find(({ ownsHolder }) => ownsHolder)?.manager;
  return { id, note, isAlive: mayBeRenewed(watched), former, manager };
}

/** The flags of a Pod are believed where they agree with the lease duration of the Lease. */
function asBefore(lease: Lease, fence: Fenced | undefined, watched: Seen<Watched>): Lease {
  if (fence === undefined) return lease;
  return { ...lease, durationSeconds: foundFence(lease, fence.note, watched).term };
}

/** What could not be watched may live. */
function mayBeRenewed(watched: Seen<Watched>): boolean {
  if (!watched.seen) return true;
  const { sightings, until } = watched.value;
  const [first] = sightings;
  if (first === undefined || until - first.at < (DEAD_AFTER - 1) * SECOND) return true;
  const times = new Set(sightings.map(({ raw }) => leaseFrom(raw).renewTime));
  return times.size > 1;
}

/** A holder that was written by hand says nothing of a Pod that has not renewed the Lease since. */
async function holdersPod(who: WhoHolds, evidence: Evidence): Promise<Situation['pod']> {
  const { byHand, pod, verdict, lease } = who;
  const manager = byHand?.manager ?? renewedByHand(lease);
  if (manager !== undefined) {
    const why = `its holder was written by ${manager}, and nobody has renewed the Lease since`;
    return { seen: false, why };
  }
  return certainPod(pod && { pod, holder: verdict.holder }, verdict.holder.why, evidence);
}

async function podBefore(
  { note }: Fenced,
  who: WhoHolds,
  evidence: Evidence,
): Promise<Situation['pod']> {
  const before = beforeFence(who.lease, note);
  if (note === undefined || before === undefined) {
    return { seen: false, why: 'nothing names the holder before the fence' };
  }
  const found = await formerPod(before, note, who, evidence);
  return certainPod(found, 'the holder before the fence names no Pod', evidence);
}

/** One request. */
async function certainPod(
  found: HolderPod | undefined,
  why: string,
  evidence: Evidence,
): Promise<Situation['pod']> {
  if (found?.pod.seen === false) return found.pod;
  const pod = found?.pod.value;
  if (found === undefined || pod === undefined || found.holder.confidence !== 'certain') {
    return { seen: false, why: found?.holder.why ?? why };
  }
  const { namespace, name } = pod.ref;
  const look = await evidence.look({ resource: 'pods', namespace, name });
  if (!look.seen) return look;
  const raw = look.value.find((it) => podFrom(it).uid === pod.uid);
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
