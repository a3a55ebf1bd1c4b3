// What is wrong with a Lease and around it: every rule of thumb, worst harm first.
import { SEVERITIES, type Finder, type Finding, type Found } from './finding.ts';
import { rightsOfHolder } from './findings-authority.ts';
import { holderClock } from './findings-clock.ts';
import { nameCollides, transitionSpike, twoWriters } from './findings-contest.ts';
import {
  candidatesTied,
  coordinationOff,
  strategiesDiffer,
  versionsDiffer,
} from './findings-coordination.ts';
import { fenceLeftBehind } from './findings-fence.ts';
import { holderWrittenByHand } from './findings-hand.ts';
import { holderGone, holderNotReady, holderTerminating } from './findings-holder.ts';
import { lateRenewal, releasedUnclaimed, staleRenewal } from './findings-liveness.ts';
import {
  apiServerClock,
  apiServerSilent,
  heartbeatByAnother,
  heartbeatWithoutNode,
  nodeNotReady,
  nodeSilent,
} from './findings-node.ts';
import { crowdedNamespace, foreignNamespace, nameSaysNothing } from './findings-place.ts';
import { serverClock } from './findings-server-clock.ts';
import {
  renewDeadlineTooLong,
  renewsTooOften,
  restartNotTolerated,
  tooFewRetries,
} from './findings-timing.ts';
import {
  defaultServiceAccount,
  leaseRuleWithoutNames,
  othersMayBecomeWriters,
  othersMayWrite,
} from './findings-writers.ts';

/** In the order in which those of one severity are told. */
const FINDINGS: readonly Finder[] = [
  ...[
    fenceLeftBehind,
    holderWrittenByHand,
    staleRenewal,
    twoWriters,
    holderNotReady,
    holderGone,
    holderTerminating,
  ],
  ...[lateRenewal, releasedUnclaimed, nameCollides, transitionSpike],
  ...[nodeSilent, nodeNotReady, heartbeatByAnother, heartbeatWithoutNode],
  ...[apiServerSilent, apiServerClock, serverClock],
  ...[coordinationOff, strategiesDiffer, candidatesTied, versionsDiffer],
  ...[renewDeadlineTooLong, restartNotTolerated, tooFewRetries, renewsTooOften, holderClock],
  ...[rightsOfHolder, othersMayWrite, defaultServiceAccount],
  ...[leaseRuleWithoutNames, othersMayBecomeWriters],
  ...[nameSaysNothing, crowdedNamespace, foreignNamespace],
];

/** About whoever holds it, which a fence of ours is not: nobody leads, and its times are the fence's. */
const ABOUT_HOLDER: ReadonlySet<Finder> = new Set<Finder>([
  ...[
    holderWrittenByHand,
    staleRenewal,
    lateRenewal,
    holderNotReady,
    holderGone,
    holderTerminating,
  ],
  ...[renewDeadlineTooLong, restartNotTolerated, tooFewRetries, renewsTooOften, holderClock],
  ...[rightsOfHolder, othersMayWrite, defaultServiceAccount],
]);

/** Never throws; of what could not be seen nothing is found: see notLookedAt. */
export function findingsOf(record: Found): readonly Finding[] {
  const fenced = record.who.fence !== undefined;
  const asked = FINDINGS.filter((finder) => !fenced || !ABOUT_HOLDER.has(finder));
  const found = asked.flatMap((finder) => finder(record) ?? []);
  return SEVERITIES.flatMap((severity) => found.filter((it) => it.severity === severity));
}
