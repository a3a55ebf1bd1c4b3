// What only some kinds of Leases have: coordination, a Node, API servers.
import type { Candidate } from '../lease/candidates.ts';
import type { Coordination } from '../lease/coordination.ts';
import type { LeaseRecord } from '../lease/record.ts';
import { humanDuration } from './duration.ts';
import type { Line } from './section.ts';
import { momentInWords } from './times.ts';

export function coordinationLines({ coordination, who }: LeaseRecord): Line[] {
  if (coordination === undefined) return [];
  const { strategy, preferredHolder } = coordination;
  return [
    `strategy ${strategy ?? 'none'}, ${gateInWords(coordination)}`,
    ...(preferredHolder === undefined
      ? []
      : [`asked to hand over to ${preferredHolder} at the end of this term`]),
    ...candidateLines(coordination, who.lease.holderIdentity),
  ];
}

function gateInWords({ featureGate }: Coordination): string {
  const gate = 'feature gate CoordinatedLeaderElection';
  if (!featureGate.seen) return `${gate} not known: ${featureGate.why}`;
  if (featureGate.value === undefined) return `${gate} not known to this API server`;
  return featureGate.value ? `${gate} on` : `${gate} off: nobody coordinates any more`;
}

function candidateLines({ candidates }: Coordination, holder: string | undefined): Line[] {
  if (!candidates.seen) return [`candidates not known: ${candidates.why}`];
  const { all, preferred } = candidates.value;
  if (all.length === 0) return ['no candidate'];
  const who =
    preferred === undefined
      ? 'the strategy is not known here, so nor whom it prefers'
      : preferred === holder
        ? 'the strategy prefers its holder'
        : `the strategy prefers ${preferred}`;
  return [
    `${all.length === 1 ? '1 candidate' : `${all.length} candidates`}; ${who}`,
    ...all.map(row),
  ];
}

function row({ name, binaryVersion, emulationVersion, leads, silent }: Candidate): Line {
  return [
    name,
    `version ${binaryVersion ?? 'unknown'}`,
    `emulates ${emulationVersion ?? 'unknown'}`,
    leads ? 'leads' : silent ? 'does not answer' : 'stands by',
  ];
}

export function nodeLines({ node, who }: LeaseRecord): Line[] {
  if (node === undefined) return [];
  if (!node.seen) return [`not known: ${node.why}`];
  if (node.value === undefined) return [`there is no Node ${who.lease.ref.name}`];
  const { ready, readySince, reason, taints, gracePeriod } = node.value;
  const since =
    readySince === undefined ? '' : ` since ${momentInWords(readySince, who.clock.now)}`;
  const why = reason === undefined ? '' : `, ${reason}`;
  return [
    ready === undefined ? 'it has no condition Ready' : `Ready is ${ready}${since}${why}`,
    taints.length === 0 ? 'no taints' : `taints: ${taints.join(', ')}`,
    gracePeriod === undefined
      ? "after what silence it is called lost is not known: that depends on the server's version"
      : `called lost after ${gracePeriod}s of silence, unless --node-monitor-grace-period says otherwise`,
  ];
}

export function apiServerLines({ apiServers }: LeaseRecord): Line[] {
  if (apiServers === undefined) return [];
  if (!apiServers.seen) return [`not known: ${apiServers.why}`];
  const { value: all } = apiServers;
  const stale = all.filter((server) => server.stale).length;
  const skewed = all.filter((server) => server.skewed).length;
  const how = [
    stale === 0 ? 'none stale' : `${stale} stale`,
    skewed === 0 ? 'no clock off by more than 2s' : `${skewed} with a wrong clock`,
  ].join(', ');
  return [
    `${all.length} of them, ${how}`,
    ...all.map(({ name, hostname, renewedAgo, skew, skewed }) => [
      hostname ?? 'host unknown',
      renewedAgo === undefined ? 'never renewed' : `renewed ${humanDuration(renewedAgo)} ago`,
      name,
      skewed
        ? `clock ${humanDuration(Math.abs(skew ?? 0))} ${(skew ?? 0) < 0 ? 'behind' : 'ahead'}`
        : '',
    ]),
  ];
}
