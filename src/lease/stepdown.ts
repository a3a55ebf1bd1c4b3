// The plan of a step-down: what would be written, for how long nobody leads, and why not.
import type { CertainPod, Situation } from './situation.ts';
import { electorNamed, type ElectorVerdict } from './elector-of.ts';
import { LONGEST_FENCE, UNMEASURED } from './electors.ts';
import type { Seen } from './evidence.ts';
import { epochOf, type Epoch } from './epoch.ts';
import type { LeaseRef } from './lease.ts';
import type { FormerIdentity, OperationNote, OperationPlan, Speed } from './operation-note.ts';
import { isTooYoung, OldProcess, runsIn } from './process-end.ts';
import { handOver } from './stepdown-hand-over.ts';
import { promisesOf } from './stepdown-promises.ts';
import { refusalOf } from './stepdown-refusal.ts';
import { secondsOf, type Tempo } from './stepdown-seconds.ts';

/** What the operator wants of it. */
export interface Wish {
  readonly speed: Speed;
  /** Lifts the refusal of an unknown kind, and of a holder that others read as data; nothing else. */
  readonly treatAsElection: boolean;
  /** Whom a hand-over shall ask for. */
  readonly to: string | undefined;
}

export interface Refusal {
  readonly action: 'refuse';
  readonly ref: LeaseRef;
  /** One clause, as it follows "payments/reconciler ". */
  readonly why: string;
  /** The next step: the owner's own command, or a flag. */
  readonly next: string | undefined;
  /** Where a colleague is at it. */
  readonly busy: OperationNote | undefined;
}

/** The old holder's Pod, which is certain. */
export interface PlannedPod {
  readonly ref: LeaseRef;
  readonly uid: string;
  readonly node: string | undefined;
  /** Ids of the containers that may hold the Lease. */
  readonly containers: readonly string[];
  /** A static Pod's mirror is not: deleting it leaves its containers running. */
  readonly evictable: boolean;
  /** terminationGracePeriodSeconds. */
  readonly grace: number;
}

export interface FormerProcess extends FormerIdentity {
  /** All that may hold the Lease has ended already. */
  readonly ended: boolean;
}

export interface Change extends Tempo {
  readonly action: OperationPlan;
  readonly speed: Speed | undefined;
  readonly ref: LeaseRef;
  readonly epoch: Epoch;
  /** On which the holder was judged silent; what guards a release. */
  readonly resourceVersion: string | undefined;
  readonly strategy: string | undefined;
  /** Undefined for a hand-over, which the control plane carries out. */
  readonly elector: ElectorVerdict | undefined;
  readonly pod: PlannedPod | undefined;
  /** Why no Pod is certain, or none is evicted. */
  readonly podWhy: string | undefined;
  readonly former: FormerProcess;
  /** The dead operation whose fence is taken over. */
  readonly adopts: OperationNote | undefined;
  /** Whom a hand-over asks for. */
  readonly asked: string | undefined;
  readonly alsoHolds: Seen<readonly LeaseRef[]> | undefined;
  readonly notPromised: readonly string[];
}

export type Plan = Refusal | Change;

export function planOf(situation: Situation, wish: Wish): Plan {
  const refusal = refusalOf(situation, wish);
  if (refusal !== undefined) return refusal;
  const { who } = situation;
  if (who.verdict.kind === 'coordinated') return handOver(situation, wish);
  const isSilent = who.verdict.standing.word === 'expired';
  const adopts = situation.fence?.note;
  const speed = wish.speed === 'evict' && isEvictable(situation) ? 'evict' : 'wait';
  const releases = isSilent && adopts === undefined && speed === 'wait';
  const plan = change(situation, releases ? 'release' : 'step-down', speed, adopts);
  return isTooLong(plan) ? tooLong(plan) : plan;
}

/** Where its process has ended, the fence is freed at once. */
function isTooLong({ action, fenceSeconds, former }: Change): boolean {
  return action === 'step-down' && fenceSeconds > LONGEST_FENCE && !former.ended;
}

function tooLong({ ref, term }: Change): Refusal {
  return {
    action: 'refuse',
    ref,
    busy: undefined,
    why: `has a lease duration of ${String(term)}s: if this command died, a fence of that length would keep every candidate out`,
    next: 'end the process that holds it',
  };
}

/**
 * Whose eviction would end anything: a static Pod's containers outlive their mirror. Of a dead
 * operation, which its plan had found evictable.
 */
function isEvictable({ pod, fence }: Situation): boolean {
  if (fence?.note !== undefined) {
    return fence.note.speed === 'evict' && fence.note.pod !== undefined;
  }
  return pod.seen && pod.value !== undefined && !pod.value.pod.mirror;
}

/** How a Pod's end would be proved, where nothing tells its grace period (core/v1 defaults.go). */
const USUAL_GRACE = 30;

function change(
  situation: Situation,
  action: 'release' | 'step-down',
  wished: Speed,
  adopts: OperationNote | undefined,
): Change {
  const { who, pod, alsoHolds } = situation;
  const { lease } = who;
  const elector = adopts ? electorOfNote(adopts) : situation.elector;
  const certain = pod.seen ? pod.value : undefined;
  const former = processOf(situation, certain, adopts);
  const planned = adopts ? podOfNote(adopts, certain) : certain && plannedPod(certain, former);
  const speed = action === 'release' ? undefined : wished;
  const tempo = secondsOf(situation, { action, speed, pod: planned, former, adopts });
  const base = {
    ...{ action, speed, ref: lease.ref, epoch: epochOf(lease), strategy: undefined },
    ...{ resourceVersion: lease.resourceVersion, elector, pod: planned, former, adopts },
    ...{ podWhy: pod.seen ? undefined : pod.why, asked: undefined, alsoHolds, ...tempo },
  };
  return { ...base, notPromised: promisesOf(base, situation) };
}

function plannedPod({ pod, raw }: CertainPod, former: FormerProcess): PlannedPod {
  const open = runsIn(raw).filter((run) => !run.ended && !isTooYoung(run.startedAt, former));
  const grace = (raw['spec'] as { terminationGracePeriodSeconds?: unknown } | undefined)
    ?.terminationGracePeriodSeconds;
  return {
    ...{ ref: pod.ref, uid: pod.uid, node: pod.nodeName },
    containers: open.flatMap(({ id }) => id ?? []).sort(),
    evictable: !pod.mirror,
    grace: typeof grace === 'number' ? grace : USUAL_GRACE,
  };
}

/** What renews the Lease now is the fence. */
function electorOfNote({ id, elector: row }: OperationNote): ElectorVerdict {
  const elector = electorNamed(row) ?? UNMEASURED;
  return { elector, confidence: 'likely', why: `the note of operation ${id}` };
}

/** As it was when its fence was written: what has begun since holds nothing. */
function podOfNote(note: OperationNote, certain: CertainPod | undefined): PlannedPod | undefined {
  if (note.pod === undefined) return undefined;
  const { ref, uid, containers } = note.pod;
  const evictable = note.speed === 'evict';
  return { ref, uid, node: certain?.pod.nodeName, containers, evictable, grace: USUAL_GRACE };
}

/** Identities with a part that is made anew with each process. */
const RANDOM: ReadonlySet<string> = new Set([
  ...['host-uuid', 'apiserver-uuid', 'host-hex', 'node-rand', 'ts-rand-driver', 'hex64'],
]);

function processOf(
  { who }: Situation,
  certain: CertainPod | undefined,
  adopts: OperationNote | undefined,
): FormerProcess {
  const { lease, verdict, clock } = who;
  const isUid = certain !== undefined && (lease.holderIdentity ?? '').endsWith(certain.pod.uid);
  const former = adopts
    ? (adopts.former ?? { skew: undefined, survives: true, renewedAt: undefined })
    : {
        skew: verdict.standing.holderSkew,
        survives: !RANDOM.has(verdict.holder.format) || isUid,
        renewedAt: lease.renewTime,
      };
  if (certain === undefined) return { ...former, ended: false };
  const past = new OldProcess([], { ...former, fencedAt: clock.now });
  past.see(certain.raw);
  return { ...former, ended: past.ends.proved };
}
