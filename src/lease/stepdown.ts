// The plan of a step-down: what would be written, for how long nobody leads, and why not.
import type { CertainPod, Situation } from './situation.ts';
import type { ElectorVerdict } from './elector-of.ts';
import { RECORDED, UNMEASURED } from './electors.ts';
import type { Seen } from './evidence.ts';
import { epochOf, type Epoch } from './epoch.ts';
import { evictionDenied } from './evictable.ts';
import type { LeaseRef } from './lease.ts';
import type { FormerIdentity, OperationNote, OperationPlan, Speed } from './operation-note.ts';
import { isTooYoung, OldProcess, runsIn } from './process-end.ts';
import { handOver } from './stepdown-hand-over.ts';
import { promisesOf } from './stepdown-promises.ts';
import { refusalOf } from './stepdown-refusal.ts';
import { secondsOf, type Tempo } from './stepdown-seconds.ts';
import type { Micros } from './time.ts';

/** What the operator wants of it. */
export interface Wish {
  readonly speed: Speed;
  /** Lifts the refusal of an unknown kind, and of a holder that others read as data; nothing else. */
  readonly treatAsElection: boolean;
  /** Lifts the refusal of a fence that somebody renews. */
  readonly treatAsAbandoned: boolean;
  /** Another namespace than the Lease's in which a Pod may be evicted. */
  readonly evictIn: string | undefined;
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
  /** Not a static Pod's mirror, and in a namespace in which the operator wants an eviction. */
  readonly evictable: boolean;
  /** terminationGracePeriodSeconds. */
  readonly grace: number;
}

export interface FormerProcess extends FormerIdentity {
  /** All that may hold the Lease has ended already. */
  readonly ended: boolean;
}

/** A fence that is taken over. */
export interface Adopted {
  readonly id: string;
  /** Nothing in it is known to be true. */
  readonly note: OperationNote | undefined;
  /** As it was watched; undefined where it is taken over although somebody renews it. */
  readonly renewedAt: Micros | undefined;
  /** Who wrote it, by managedFields. */
  readonly manager: string | undefined;
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
  readonly adopts: Adopted | undefined;
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
  const { fence } = situation;
  const isEvictable = evictionDenied(situation, wish) === undefined;
  const speed = wish.speed === 'evict' && isEvictable ? 'evict' : 'wait';
  const releases = isSilent && fence === undefined && speed === 'wait';
  return change(situation, releases ? 'release' : 'step-down', speed, wish);
}

/** How a Pod's end would be proved, where nothing tells its grace period (core/v1 defaults.go). */
const USUAL_GRACE = 30;
/** Seconds: nobody waits for longer, whatever a Pod says. */
const LONGEST_GRACE = 3600;

function change(
  situation: Situation,
  action: 'release' | 'step-down',
  wished: Speed,
  wish: Wish,
): Change {
  const { who, pod, alsoHolds } = situation;
  const { lease } = who;
  const adopts = adoptedIn(situation);
  const elector = adopts ? electorBefore(adopts) : situation.elector;
  const certain = pod.seen ? pod.value : undefined;
  const former = processOf(situation, certain, adopts !== undefined);
  const podWhy = evictionDenied(situation, wish);
  const planned = certain && plannedPod(certain, former, podWhy === undefined);
  const speed = action === 'release' ? undefined : wished;
  const row = elector?.elector ?? UNMEASURED;
  const course = {
    action,
    speed,
    pod: planned,
    former,
    elector: row,
    adopts: adopts !== undefined,
  };
  const tempo = secondsOf(situation, course);
  const base = {
    ...{ action, speed, ref: lease.ref, epoch: epochOf(lease), strategy: undefined },
    ...{ resourceVersion: lease.resourceVersion, elector, pod: planned, former, adopts },
    ...{ podWhy, asked: undefined, alsoHolds, ...tempo },
  };
  return { ...base, notPromised: promisesOf(base, situation) };
}

function adoptedIn({ fence, who }: Situation): Adopted | undefined {
  if (fence === undefined) return undefined;
  const { id, note, manager, isAlive } = fence;
  return { id, note, manager, renewedAt: isAlive ? undefined : who.lease.renewTime };
}

function plannedPod(
  { pod, raw }: CertainPod,
  former: FormerProcess,
  evictable: boolean,
): PlannedPod {
  const open = runsIn(raw).filter((run) => !run.ended && !isTooYoung(run.startedAt, former));
  const grace = (raw['spec'] as { terminationGracePeriodSeconds?: unknown } | undefined)
    ?.terminationGracePeriodSeconds;
  return {
    ...{ ref: pod.ref, uid: pod.uid, node: pod.nodeName },
    containers: open.flatMap(({ id }) => id ?? []).sort(),
    evictable,
    grace: typeof grace === 'number' ? Math.min(Math.max(0, grace), LONGEST_GRACE) : USUAL_GRACE,
  };
}

/** What renews the Lease now is the fence; of its note counts only what means more care. */
function electorBefore({ id, note }: Adopted): ElectorVerdict {
  const elector = note?.elector === UNMEASURED.row ? UNMEASURED : RECORDED;
  return { elector, confidence: 'likely', why: `only the note of operation ${id} names it` };
}

/** Identities with a part that is made anew with each process. */
const RANDOM: ReadonlySet<string> = new Set([
  ...['host-uuid', 'apiserver-uuid', 'host-hex', 'node-rand', 'ts-rand-driver', 'hex64'],
]);

/** Of the holder before a fence that was found nothing is known by which an end would prove itself. */
const NOTHING_KNOWN: FormerIdentity = { skew: undefined, survives: true, renewedAt: undefined };

function processOf(
  { who }: Situation,
  certain: CertainPod | undefined,
  adopts: boolean,
): FormerProcess {
  const { lease, verdict, clock } = who;
  const isUid = certain !== undefined && (lease.holderIdentity ?? '').endsWith(certain.pod.uid);
  const known = {
    skew: verdict.standing.holderSkew,
    survives: !RANDOM.has(verdict.holder.format) || isUid,
    renewedAt: lease.renewTime,
  };
  const former = adopts ? NOTHING_KNOWN : known;
  if (certain === undefined) return { ...former, ended: false };
  const past = new OldProcess([], { ...former, fencedAt: clock.now });
  past.see(certain.raw);
  return { ...former, ended: past.ends.proved };
}
