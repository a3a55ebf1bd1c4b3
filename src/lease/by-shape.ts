// The kind of a Lease whose owner is not known: by its fields, its identity and the sound of its name.
import type { Kind, KindConfidence } from './kind.ts';
import type { Lease } from './lease.ts';
import {
  hasElectionRecord,
  hasElectorIdentity,
  isBlank,
  isExcerpt,
  isGeneratedName,
  isHeartbeat,
  isHeldByInstance,
  isHeldForGood,
  isKubebuilderId,
  isNamedForLeader,
  soundsLikeElection,
} from './shape.ts';

export type Judgement = readonly [kind: Kind, confidence: KindConfidence, why: string];

export function byShape(lease: Lease): Judgement {
  const electors = hasElectorIdentity(lease);
  if (hasElectionRecord(lease)) {
    return electors
      ? ['election', 'certain', 'its record and its identity are those of an elector']
      : ofRecord(lease);
  }
  if (electors) return ['election', 'likely', 'its identity is of the form that electors make up'];
  return isExcerpt(lease) ? ofExcerpt(lease) : ofWhole(lease);
}

/** A PostgreSQL primary's looks no different, but its Cluster owns it, which an excerpt may not show. */
function ofRecord(lease: Lease): Judgement {
  const instance = isHeldByInstance(lease);
  if (instance && isExcerpt(lease)) return INSTANCE;
  return ['election', instance ? 'guess' : 'likely', 'its fields are those of an election record'];
}

const INSTANCE: Judgement = [
  'mutex',
  'guess',
  'its holder is named as an instance of a PostgreSQL Cluster of that name is',
];

/** Absent fields prove nothing here: only what is there is judged. */
function ofExcerpt(lease: Lease): Judgement {
  const { ref, holderIdentity, durationSeconds } = lease;
  if (isKubebuilderId(ref.name)) {
    return ['election', 'likely', "it is named as controller-runtime's elections are"];
  }
  if (holderIdentity && isGeneratedName(holderIdentity)) {
    const confidence = durationSeconds === undefined ? 'guess' : 'likely';
    return ['election', confidence, 'its holder is named as a generated Pod is'];
  }
  if (isHeldByInstance(lease)) return INSTANCE;
  if (soundsLikeElection(ref.name)) return guess('its name is one that elections have');
  return unknown('neither its name nor its holder says what it is, and it may lack fields');
}

function ofWhole(lease: Lease): Judgement {
  if (isKubebuilderId(lease.ref.name)) {
    return ['election', 'likely', "it is named as controller-runtime's elections are"];
  }
  if (isBlank(lease)) return unknown('nothing was ever written into it');
  return (
    signOfLife(lease) ?? heldForGood(lease) ?? unfinishedRecord(lease) ?? unknown(NEITHER_RECORD)
  );
}

const NEITHER_RECORD = 'its fields are neither those of an election nor those of a lock';

function signOfLife(lease: Lease): Judgement | undefined {
  const { ref, holderIdentity } = lease;
  if (!isHeartbeat(lease)) return undefined;
  if (holderIdentity === undefined) {
    return ['data', 'likely', 'it is renewed, and never had a holder: a sign of life'];
  }
  return holderIdentity === ref.name
    ? ['data', 'likely', 'it is renewed by its namesake, and was never acquired: a sign of life']
    : undefined;
}

function heldForGood(lease: Lease): Judgement | undefined {
  if (!isHeldForGood(lease)) return undefined;
  return isNamedForLeader(lease.ref.name)
    ? ['election', 'guess', 'its name speaks of a leader, though it has no term']
    : ['lock', 'likely', 'it is held, without a term'];
}

function unfinishedRecord(lease: Lease): Judgement | undefined {
  const { writers, acquireTime, holderIdentity = '' } = lease;
  if (isGeneratedName(holderIdentity)) {
    return guess('its holder is named as a generated Pod is, and it has a term');
  }
  return acquireTime !== undefined && writers.some(({ manager }) => PYTHON.has(manager))
    ? guess("its writer is Python's client, whose elections count no transitions")
    : undefined;
}

function guess(why: string): Judgement {
  return ['election', 'guess', why];
}

/** tomplus/kubernetes_asyncio never writes leaseTransitions; its user agent is the generator's. */
const PYTHON: ReadonlySet<string> = new Set(['OpenAPI-Generator']);

function unknown(why: string): Judgement {
  return ['unknown', 'none', why];
}
