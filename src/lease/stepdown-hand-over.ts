// The plan for a coordinated election: the control plane is asked to prefer another candidate.
import type { Candidate } from './candidates.ts';
import { epochOf } from './epoch.ts';
import type { Situation } from './situation.ts';
import type { Plan, Refusal, Wish } from './stepdown.ts';

/** Seconds with the control plane's 15/10/2, measured: its rounds of 5 s are in them. */
const HAND_OVER = { unled: [5, 17], leaderIn: [12, 30], patience: 75 } as const;

export function handOver(situation: Situation, { to, speed }: Wish): Plan {
  const { who, coordination } = situation;
  const { lease } = who;
  const refuse = (why: string, next: string): Refusal => ({
    ...{ action: 'refuse', ref: lease.ref, busy: undefined, why, next },
  });
  if (who.answer === 'unknown') {
    return refuse(
      `has a leader of whom it is not known whether it lives: ${who.verdict.standing.why ?? ''}`,
      'the control plane elects another by itself where it does not',
    );
  }
  if (who.answer === 'nobody') {
    return refuse(
      'is free, and the control plane elects the next leader by itself',
      'if it does not, look at its LeaseCandidates: kubectl get leasecandidates',
    );
  }
  if (speed === 'evict') {
    return refuse(
      'is elected by the control plane, which needs no eviction',
      'leave out --evict-pod',
    );
  }
  const gate = coordination?.featureGate;
  if (gate?.seen && gate.value !== true) {
    return refuse(
      'has a strategy, but the feature gate CoordinatedLeaderElection is off: nobody would read a wish',
      'end the process that holds it',
    );
  }
  const candidates = coordination?.candidates;
  if (!candidates?.seen) {
    return refuse(
      `is a coordinated election whose candidates were not seen: ${candidates?.why ?? ''}`,
      'the right to list leasecandidates is needed',
    );
  }
  const others = candidates.value.all.filter(({ leads, silent }) => !leads && !silent);
  const asked = to === undefined ? others[0] : others.find(({ name }) => name === to);
  if (asked === undefined) return refuse(...noCandidate(to, others));
  return {
    ...{ action: 'hand-over', speed: undefined, ref: lease.ref, epoch: epochOf(lease) },
    ...{ strategy: lease.strategy, resourceVersion: lease.resourceVersion, elector: undefined },
    ...{ pod: undefined, podWhy: undefined, adopts: undefined, alsoHolds: undefined },
    former: { skew: undefined, survives: false, renewedAt: lease.renewTime, ended: false },
    asked: asked.name,
    ...{ term: lease.durationSeconds ?? 0, interval: situation.renewals?.most },
    ...{ fenceSeconds: 0, renewEvery: 0, bound: undefined, evictAfter: undefined },
    watchFor: 0,
    watched: 0,
    stops: HAND_OVER.leaderIn,
    ...{ ...HAND_OVER, ifToolDies: HAND_OVER.leaderIn[1] },
    notPromised: [
      'that the one who is asked for leads: the control plane elects by its strategy among those who answer',
      'that work the old leader started outside Kubernetes has stopped',
    ],
  };
}

function noCandidate(to: string | undefined, others: readonly Candidate[]): [string, string] {
  const [first] = others;
  if (first === undefined) {
    return [
      'has no other candidate that answers: nobody could take over',
      'start another replica, then try again',
    ];
  }
  return [
    `has no live candidate ${to ?? ''} beside its holder`,
    `there is ${others.map(({ name }) => name).join(', ')}`,
  ];
}
