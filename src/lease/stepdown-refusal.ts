// Why a Lease is not stepped down, and what its owner would do instead.
import type { Kind } from './kind.ts';
import { ownersCommand } from './owners-command.ts';
import type { Situation } from './situation.ts';
import type { Refusal, Wish } from './stepdown.ts';
import { OUR_MANAGER } from './fence.ts';
import { evictionDenied } from './evictable.ts';
import { object, type Lease } from './lease.ts';
import type { Verdict } from './verdict.ts';

type Reason = Pick<Refusal, 'why' | 'next'> & Partial<Pick<Refusal, 'busy'>>;

/** Undefined where nothing stands against it. */
export function refusalOf(situation: Situation, wish: Wish): Refusal | undefined {
  const reason =
    byState(situation) ??
    byKind(situation, wish) ??
    byFence(situation, wish) ??
    byLength(situation) ??
    byReaders(situation, wish) ??
    byWriter(situation, wish);
  if (reason === undefined) return undefined;
  return { action: 'refuse', ref: situation.who.lease.ref, busy: undefined, ...reason };
}

function byState({ who }: Situation): Reason | undefined {
  const { raw, lease, clock } = who;
  if (clock.source === 'workstation') {
    return {
      why: 'cannot be fenced: its server tells no time, and a fence with times of another clock may bind nobody',
      next: 'a proxy before the API server may drop its Date header',
    };
  }
  if (object(raw['metadata'])['deletionTimestamp'] !== undefined) {
    return {
      why: 'is being deleted: what is written into it is lost with it',
      next: 'its finalizers say what holds it back: kubectl get lease -o yaml',
    };
  }
  if (lease.holderIdentity) return undefined;
  return {
    why: 'is held by nobody: there is nothing to take away',
    next: 'if nobody takes it, look at those who should campaign for it',
  };
}

/** Kinds whose holder is no leader; the flag lifts none of these. */
const NO_ELECTION = {
  node: "is a node's heartbeat, not a lock: releasing it frees nothing and would mark the node as lost",
  apiserver:
    "is an API server's identity, not a lock: releasing it frees nothing, and the server would be counted as gone",
  lock: 'is a lock that is held while something is done: taken away, that is done twice or stays half done',
  data: 'is no election: its holder is a value that others read',
  mutex: 'names the primary of a data system: taken away by somebody else it may cost data',
} as const;

/** A step-down of such a Lease is refused whatever is seen of it. */
export function isNoElection(kind: Kind): boolean {
  return Object.hasOwn(NO_ELECTION, kind);
}

function byKind(situation: Situation, wish: Wish): Reason | undefined {
  const { who, fence } = situation;
  const { lease, verdict } = who;
  // A fence is a claim, too: the Lease has to be an election with the holder that its note names.
  const former = fence?.former ?? verdict;
  const fenced = verdict.kind === 'unknown' ? undefined : ofKind(lease, verdict, wish);
  return fenced ?? ofKind(lease, former, wish);
}

function ofKind(
  lease: Lease,
  { kind, classification, holder }: Verdict,
  { treatAsElection }: Wish,
): Reason | undefined {
  if (kind === 'election' || kind === 'coordinated') return undefined;
  const command = ownersCommand(lease, classification);
  if (kind !== 'unknown') {
    return { why: NO_ELECTION[kind], next: command && `To move it: ${command}` };
  }
  if (treatAsElection) return undefined;
  const why = holder.format === 'fence' ? 'only its fence says that it is one' : classification.why;
  return {
    why: `is of a kind that is not known: ${why}`,
    next: 'if candidates compete for it by the protocol of client-go: --treat-as election',
  };
}

/** Its note tells who fenced it, and anybody who may write the Lease may have written that. */
function byFence({ fence, watched }: Situation, { treatAsAbandoned }: Wish): Reason | undefined {
  if (fence?.isAlive !== true || treatAsAbandoned) return undefined;
  const { id, note, manager } = fence;
  const told =
    note === undefined
      ? 'which says nothing of itself'
      : `recorded as by ${note.operator}: ${note.reason}`;
  const renewed = watched.seen
    ? 'somebody renews the fence'
    : `whether somebody renews the fence was not seen: ${watched.why}`;
  const writer =
    manager === undefined || manager === OUR_MANAGER
      ? ''
      : `; not kubectl lease but ${manager} wrote it`;
  return {
    why: `is fenced by operation ${id}, ${told}; ${renewed}${writer}`,
    next: 'wait for it to end, or ask; if no such operation runs: --treat-as abandoned',
    busy: note,
  };
}

function byReaders({ who }: Situation, { treatAsElection }: Wish): Reason | undefined {
  const { readBy } = who.verdict.classification;
  if (readBy === undefined || treatAsElection) return undefined;
  return {
    why: `has a holder that others read: ${readBy}`,
    next: 'if they may be misled for as long as nobody leads: --treat-as election',
  };
}

/** Seconds; a fence is never shorter than the lease duration of the holder before it. */
const LONGEST_TERM = 86_400;

function byLength({ who, fence }: Situation): Reason | undefined {
  const { durationSeconds = 0 } = who.lease;
  if (fence !== undefined || durationSeconds <= LONGEST_TERM) return undefined;
  return {
    why: `has a lease duration of ${durationSeconds}s: a fence would keep everybody out for longer than a day`,
    next: 'end the process that holds it',
  };
}

function byWriter(situation: Situation, wish: Wish): Reason | undefined {
  const { who, elector, fence } = situation;
  if (who.verdict.kind === 'coordinated' || fence !== undefined) return undefined;
  const { durationSeconds, acquireTime, renewTime } = who.lease;
  if (durationSeconds === undefined || renewTime === undefined || acquireTime === undefined) {
    return {
      why: 'has no leaseDurationSeconds, renewTime or acquireTime: nothing tells when its holder has stopped',
      next: 'end the process that holds it',
    };
  }
  if (elector !== undefined) return undefined;
  const denied = evictionDenied(situation, wish);
  if (denied === undefined && wish.speed === 'evict') return undefined;
  const isElsewhere = situation.pod.seen && situation.pod.value?.pod.mirror === false;
  return {
    why: 'is written by a library whose leaders were not measured, so no wait proves that one has stopped',
    next: !isElsewhere
      ? 'end the process that holds it'
      : `the end of its Pod would prove it: --evict-pod${denied === undefined ? '' : `; ${denied}`}`,
  };
}
