// Findings about the Pod of the holder: gone, not ready, on its way out.
import type { Container } from './container.ts';
import type { Finding, Found } from './finding.ts';
import { renewal, rhythm } from './findings-liveness.ts';
import { COORDINATED, POD_CONDITIONS, POD_TERMINATION } from './findings-sources.ts';
import { command, listed } from './findings-words.ts';
import { GENERATED } from './pod-by-name.ts';
import { spokenName } from './holder.ts';
import { hasEnded, type Pod } from './pod.ts';
import { SECOND } from './time.ts';
import type { WhoHolds } from './who.ts';

/** Control planes that a provider runs: their Pods are in no namespace that can be seen. */
const HOSTED: ReadonlySet<string> = new Set(['Kubernetes', 'managed control plane', 'autoscaler']);

/**
 * Only where all namespaces were searched for a name that a host would not have. It may run outside
 * the cluster all the same: while its term runs, only a renewal that is missing tells.
 */
export function holderGone(record: Found): Finding | undefined {
  const { who, timing } = record;
  const { lease, verdict, pod } = who;
  const { word } = verdict.standing;
  const held = word === 'held';
  if (!held && word !== 'late' && word !== 'expired') return undefined;
  if (!pod?.seen || pod.value !== undefined || !GENERATED.test(verdict.holder.name))
    return undefined;
  // Whatever renews it is alive, wherever it runs.
  if (isRenewing(record)) return undefined;
  if (held && HOSTED.has(verdict.classification.program ?? '')) return undefined;
  const forGood = timing.term === undefined;
  if (held && !forGood && !isOverdue(record)) return undefined;
  return {
    id: 'holder-gone',
    severity: held && !forGood ? 'medium' : 'high',
    what: `it is in the name of ${spokenName(verdict.holder)}, which is no Pod of this cluster`,
    evidence: [
      `no Pod ${verdict.holder.name} in any namespace was there when it was acquired: it is gone, or outside this cluster`,
      forGood ? 'it has no term: nothing but its owner frees it' : renewal(record),
      ...(held ? rhythm(record) : []),
    ],
    advice: forGood
      ? 'make sure that its work has stopped, then free it with the command of its owner'
      : `see whether a candidate takes it${word === 'expired' ? '' : ' when its term ends'}: ${command('kubectl lease history', lease.ref)}`,
    source: COORDINATED,
  };
}

function isRenewing({ who, timing: { seen } }: Found): boolean {
  const { word, basis } = who.verdict.standing;
  if (basis === 'watched' && word === 'held') return true;
  return seen.seen && seen.value !== undefined && seen.value.count > 0;
}

/** The stamp and the server's clock have whole seconds. */
const STEP = 1;

/** It should have renewed since; where nothing tells how often it does, that is not known. */
function isOverdue({ who, timing: { declared, seen } }: Found): boolean {
  const { renewedAgo } = who.verdict.standing;
  const longest = seen.seen ? seen.value?.most : undefined;
  const period = Math.max(declared?.retryPeriod ?? 0, longest ?? 0);
  return renewedAgo !== undefined && period > 0 && renewedAgo - STEP > period;
}

/** A leader that has just started may not be ready yet. */
const STARTS_WITHIN = 60;

/**
 * It renews, but its Pod is not Ready. That is about serving, not about leading: bad only where it is
 * the container that campaigns. `guess`: that may be another's Pod.
 */
export function holderNotReady(record: Found): Finding | undefined {
  const { who } = record;
  const { verdict } = who;
  const { word, renewedAgo } = verdict.standing;
  const pod = foundPod(who);
  if (pod === undefined || (word !== 'held' && word !== 'late')) return undefined;
  const ended = hasEnded(pod);
  if (pod.deleting || (pod.ready !== false && !ended) || isStarting(who)) return undefined;
  const failing = pod.containers.filter(isFailing);
  const campaigning = campaigningIn(pod);
  const high = ended || (campaigning.length > 0 && campaigning.every(isFailing));
  return {
    id: 'holder-not-ready',
    severity: high ? 'high' : 'low',
    what: ended ? 'its holder has ended, but still leads' : notReady(high, failing),
    evidence: [
      `Pod ${pod.ref.namespace}/${pod.ref.name}: phase ${pod.phase ?? 'unknown'}, condition Ready is ${readiness(pod.ready)}`,
      ...failing.map(
        ({ name, ready, state, reason, restarts }) =>
          `container ${name}: ${ready === true ? 'ready' : 'not ready'}, ${state ?? 'state unknown'}${reason === undefined ? '' : ` (${reason})`}, ${restarts ?? 'unknown'} restarts`,
      ),
      ...(ended ? [] : ['Ready says whether it serves, not whether it does what it leads for']),
      ...(renewedAgo === undefined ? [] : [renewal(record)]),
      ...(verdict.holder.confidence === 'certain' ? [] : [`likely its Pod: ${verdict.holder.why}`]),
    ],
    advice: `look at what it says: ${command('kubectl describe pod', pod.ref)}`,
    source: POD_CONDITIONS,
  };
}

function notReady(high: boolean, failing: readonly Container[]): string {
  if (high) return 'its holder leads, but is not ready to serve';
  const names = listed(failing.map(({ name }) => name));
  return failing.length === 0
    ? 'its holder leads, and its Pod is not ready, though no container says so'
    : `its holder leads, and beside it in its Pod is not ready: ${names}`;
}

function isFailing({ ready, state }: Container): boolean {
  return ready === false || (state !== undefined && state !== 'running');
}

/** Those that are told of an election; where none is, it may be any of them. */
function campaigningIn({ containers }: Pod): readonly Container[] {
  const told = containers.filter(({ flags, environment }) =>
    [...flags, ...environment.keys()].some((it) => !NAMES_POD.test(it)),
  );
  return told.length > 0 ? told : containers;
}

/** What many a container is told that takes part in no election. */
const NAMES_POD = /^-*pod[-_]?(name|namespace|uid)\b/i;

function readiness(ready: boolean | undefined): string {
  if (ready === undefined) return 'not said';
  return ready ? 'True' : 'not True';
}

/** Every container that is not ready has been running for less than a minute. */
function isStarting({ pod, clock }: WhoHolds): boolean {
  if (!pod?.seen || pod.value === undefined) return false;
  const failing = pod.value.containers.filter(({ ready }) => ready === false);
  return (
    failing.length > 0 &&
    failing.every(
      ({ state, startedAt }) =>
        state === 'running' &&
        startedAt !== undefined &&
        clock.now - startedAt < STARTS_WITHIN * SECOND,
    )
  );
}

export function holderTerminating({ who }: Found): Finding | undefined {
  const { lease, verdict } = who;
  const { word } = verdict.standing;
  const pod = foundPod(who);
  if (pod === undefined || !pod.deleting || (word !== 'held' && word !== 'late')) return undefined;
  return {
    id: 'holder-terminating',
    severity: 'medium',
    what: 'its holder is being deleted: it acts until its containers have ended',
    evidence: [
      `Pod ${pod.ref.namespace}/${pod.ref.name} has a deletionTimestamp; phase ${pod.phase ?? 'unknown'}, node ${pod.nodeName ?? 'none'}`,
    ],
    advice: `wait for the next leader; where the Pod stays, look at its node: ${command('kubectl lease who-holds', lease.ref)}`,
    source: POD_TERMINATION,
  };
}

/** The Pod of the holder, as far as that is more than a guess. */
function foundPod({ pod, verdict }: WhoHolds): Pod | undefined {
  const { confidence } = verdict.holder;
  if (confidence !== 'certain' && confidence !== 'likely') return undefined;
  return pod?.seen ? pod.value : undefined;
}
