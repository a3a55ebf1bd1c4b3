// Why a Lease is not stepped down, and what its owner would do instead.
import type { Kind } from './kind.ts';
import { ownersCommand } from './owners-command.ts';
import type { Situation } from './situation.ts';
import type { Refusal, Wish } from './stepdown.ts';
import { object } from './lease.ts';

type Reason = Pick<Refusal, 'why' | 'next'> & Partial<Pick<Refusal, 'busy'>>;

/** Undefined where nothing stands against it. */
export function refusalOf(situation: Situation, wish: Wish): Refusal | undefined {
  const reason =
    byState(situation) ??
    byKind(situation, wish) ??
    byFence(situation) ??
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

function byKind({ who }: Situation, { treatAsElection }: Wish): Reason | undefined {
  const { lease, verdict } = who;
  const { kind, classification } = verdict;
  if (kind === 'election' || kind === 'coordinated') return undefined;
  const command = ownersCommand(lease, classification);
  if (kind !== 'unknown') {
    return { why: NO_ELECTION[kind], next: command && `To move it: ${command}` };
  }
  if (treatAsElection || verdict.holder.format === 'fence') return undefined;
  return {
    why: `is of a kind that is not known: ${classification.why}`,
    next: 'if candidates compete for it by the protocol of client-go: --treat-as election',
  };
}

function byFence({ fence }: Situation): Reason | undefined {
  if (fence === undefined) return undefined;
  const { note, isAlive, id } = fence;
  if (note === undefined) {
    return {
      why: `is fenced by operation ${id}, whose note is not there: nothing tells when its old holder has stopped`,
      next: 'it expires by itself',
    };
  }
  if (!isAlive) return undefined;
  return {
    why: `is being stepped down by ${note.operator}, operation ${id}: ${note.reason}`,
    next: 'wait for it to end, or ask',
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

function byWriter({ who, elector, pod, fence }: Situation, { speed }: Wish): Reason | undefined {
  if (who.verdict.kind === 'coordinated' || fence !== undefined) return undefined;
  const { durationSeconds, acquireTime, renewTime } = who.lease;
  if (durationSeconds === undefined || renewTime === undefined || acquireTime === undefined) {
    return {
      why: 'has no leaseDurationSeconds, renewTime or acquireTime: nothing tells when its holder has stopped',
      next: 'end the process that holds it',
    };
  }
  if (elector !== undefined) return undefined;
  const certain = pod.seen ? pod.value : undefined;
  if (certain !== undefined && !certain.pod.mirror && speed === 'evict') return undefined;
  return {
    why: 'is written by a library whose leaders were not measured, so no wait proves that one has stopped',
    next:
      certain === undefined || certain.pod.mirror
        ? 'end the process that holds it'
        : 'the end of its Pod would prove it: --evict-pod',
  };
}
