// Findings about coordinated elections: the gate, and candidates that do not differ as they should.
import type { Candidate } from './candidates.ts';
import type { Finding, Found } from './finding.ts';
import { CANDIDATE_API, COORDINATED } from './findings-sources.ts';
import { facts, plural } from './findings-words.ts';
import { formatMicroTime } from './time.ts';

/** Each API server says so of itself alone: while gates are rolled out, another may coordinate. */
export function coordinationOff({ coordination, who }: Found): Finding | undefined {
  if (coordination?.strategy === undefined) return undefined;
  const { featureGate, strategy } = coordination;
  if (!featureGate.seen || featureGate.value !== false) return undefined;
  const led = who.answer === 'somebody';
  return {
    id: 'coordination-off',
    severity: led ? 'medium' : 'high',
    what: led
      ? 'its next leader may not be elected: the API server that answered does not coordinate'
      : 'a leader may not be elected: the API server that answered does not coordinate',
    evidence: [
      `spec.strategy is ${strategy}, and the feature gate CoordinatedLeaderElection of the API server that answered is off`,
    ],
    advice: 'set the gate alike on API servers and candidates',
    source: COORDINATED,
  };
}

/** Those that still answer: a candidate of an ended process stays listed for half an hour. */
function alive({ coordination }: Found): readonly Candidate[] {
  const candidates = coordination?.candidates;
  return candidates?.seen ? candidates.value.all.filter(({ silent }) => !silent) : [];
}

/** The strategy of the latest binary version counts; where those differ, none does. */
export function strategiesDiffer(record: Found): Finding | undefined {
  const candidates = alive(record);
  const versions = candidates.map(({ binaryVersion }) => binaryVersion);
  if (versions.includes(undefined) || new Set(versions).size !== 1) return undefined;
  const strategies = new Set(candidates.flatMap(({ strategy }) => strategy ?? []));
  if (strategies.size < 2) return undefined;
  return {
    id: 'candidate-strategies-differ',
    severity: 'high',
    what: 'its candidates ask for different strategies: the control plane elects none of them',
    evidence: facts(
      candidates.map(
        ({ name, strategy, binaryVersion }) =>
          `${name}: strategy ${strategy ?? 'none'}, version ${binaryVersion ?? 'unknown'}`,
      ),
    ),
    advice: 'configure one strategy for all of its candidates',
    source: CANDIDATE_API,
  };
}

export function versionsDiffer(record: Found): Finding | undefined {
  const candidates = alive(record);
  const versions = new Set(candidates.map(inVersions));
  const known = candidates.every(
    (it) => it.binaryVersion !== undefined && it.emulationVersion !== undefined,
  );
  if (!known || versions.size < 2) return undefined;
  return {
    id: 'candidate-versions-differ',
    severity: 'low',
    what: 'its candidates are of mixed versions: the oldest leads until all are alike',
    evidence: facts(candidates.map((it) => `${it.name}: ${inVersions(it)}`)),
    advice: 'finish the upgrade, or see which replica was left behind',
    source: COORDINATED,
  };
}

function inVersions({ binaryVersion, emulationVersion }: Candidate): string {
  return `version ${binaryVersion ?? 'unknown'}, emulates ${emulationVersion ?? 'unknown'}`;
}

/**
 * Candidates are told apart by their versions, then by creationTimestamp, which has whole seconds.
 * Measured with 1.36: three of the same second handed the lead round, a to b to c within 55s.
 */
export function candidatesTied(record: Found): Finding | undefined {
  const candidates = alive(record);
  const preferred = record.coordination?.candidates;
  const name = preferred?.seen ? preferred.value.preferred : undefined;
  const best = candidates.find((it) => it.name === name);
  if (best?.createdAt === undefined) return undefined;
  const { createdAt } = best;
  const tied = candidates.filter(
    (it) => it.createdAt === createdAt && inVersions(it) === inVersions(best),
  );
  if (tied.length < 2) return undefined;
  return {
    id: 'candidates-tied',
    severity: 'medium',
    what: 'its candidates were created in the same second: the lead may go round between them',
    evidence: [
      `${plural(tied.length, 'candidate')} of ${inVersions(best)}, created ${formatMicroTime(createdAt).slice(0, 19)}Z`,
      ...facts(tied.map((it) => `${it.name}${it.leads ? ', which leads' : ''}`)),
    ],
    advice: 'restart all of them but one, some seconds apart',
    source: COORDINATED,
  };
}
