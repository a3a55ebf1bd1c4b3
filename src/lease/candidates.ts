// LeaseCandidates joined to their Lease: who stands by in a coordinated election, and who is preferred.
import type { Seen } from './evidence.ts';
import { leaseFrom, object, text, type Lease, type RawObject } from './lease.ts';
import { seenIn } from './none-in-part.ts';
import { parseTime, SECOND, type Micros } from './time.ts';

export interface Candidate {
  /** Its LeaseCandidate's name, which is the identity that it would lead under. */
  readonly name: string;
  readonly binaryVersion: string | undefined;
  readonly emulationVersion: string | undefined;
  readonly strategy: string | undefined;
  /** The API server's clock. */
  readonly createdAt: Micros | undefined;
  /** The candidate's clock. */
  readonly renewTime: Micros | undefined;
  /** When the control plane last asked whether it lives. */
  readonly pingTime: Micros | undefined;
  readonly leads: boolean;
  /** Asked and not answered, or not renewed: candidates of ended processes stay listed for 30 minutes. */
  readonly silent: boolean;
}

export interface Candidates {
  readonly all: readonly Candidate[];
  /** Whom the strategy would choose among those that answer; undefined for a strategy that is not known. */
  readonly preferred: string | undefined;
}

/** Those of this Lease, the preferred first. */
export function candidatesOf(
  lease: Lease,
  found: Seen<readonly RawObject[]>,
  now: Micros,
): Seen<Candidates> {
  if (!found.seen) return found;
  const all = found.value
    .filter((raw) => object(raw['spec'])['leaseName'] === lease.ref.name)
    .map((raw) => candidateFrom(raw, lease, now))
    .sort(byVersion);
  const known = lease.strategy === OLDEST;
  const preferred = known ? all.find(({ silent }) => !silent)?.name : undefined;
  return seenIn({ all, preferred }, found.partly, all.length === 0);
}

/** kubernetes/kubernetes pkg/controlplane/controller/leaderelection/election.go. */
const OLDEST = 'OldestEmulationVersion';

/** An election gives a candidate five seconds to answer its ping (the same file). */
const ANSWERS_WITHIN = 5 * SECOND;

/** client-go tools/leaderelection/leasecandidate.go: five minutes; one is let pass. */
const RENEWS_EVERY = 300 * SECOND;

function candidateFrom(raw: RawObject, { holderIdentity }: Lease, now: Micros): Candidate {
  const [metadata, spec] = [object(raw['metadata']), object(raw['spec'])];
  const name = text(metadata['name']) ?? '';
  const [renewTime, pingTime] = [parseTime(spec['renewTime']), parseTime(spec['pingTime'])];
  const unanswered = pingTime !== undefined && (renewTime === undefined || renewTime < pingTime);
  return {
    name,
    binaryVersion: text(spec['binaryVersion']),
    emulationVersion: text(spec['emulationVersion']),
    strategy: text(spec['strategy']),
    createdAt: parseTime(metadata['creationTimestamp']),
    renewTime,
    pingTime,
    leads: name !== '' && name === holderIdentity,
    silent: (unanswered && now - pingTime > ANSWERS_WITHIN) || isStale(raw, renewTime, now),
  };
}

/** By the API server's stamp where there is one: a candidate's own clock may be wrong. */
function isStale(raw: RawObject, renewTime: Micros | undefined, now: Micros): boolean {
  const stamps = leaseFrom(raw).writers.flatMap(({ ownsRenewTime, time }) =>
    ownsRenewTime && time !== undefined ? [time] : [],
  );
  const renewed = stamps.length === 0 ? renewTime : Math.max(...stamps);
  return renewed !== undefined && now - renewed > 2 * RENEWS_EVERY;
}

/** The lowest emulation version, then the lowest binary version, then the oldest (same file). */
function byVersion(a: Candidate, b: Candidate): number {
  return (
    compareVersions(a.emulationVersion, b.emulationVersion) ||
    compareVersions(a.binaryVersion, b.binaryVersion) ||
    (a.createdAt ?? Infinity) - (b.createdAt ?? Infinity) ||
    (a.name < b.name ? -1 : 1)
  );
}

/** What tells no version comes last. */
function compareVersions(a: string | undefined, b: string | undefined): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string | undefined): number[] {
  const match = /^v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?/.exec(version ?? '');
  return match ? match.slice(1).map(Number) : [Number.MAX_SAFE_INTEGER];
}
