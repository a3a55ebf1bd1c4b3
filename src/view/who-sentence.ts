// The one sentence of `who-holds`, for somebody who is tired.
import { GENERATED } from '../lease/pod-by-name.ts';
import { spokenName } from '../lease/holder.ts';
import { hasEnded } from '../lease/pod.ts';
import { SECOND } from '../lease/time.ts';
import type { WhoHolds } from '../lease/who.ts';
import { humanDuration } from './duration.ts';
import { escapeText, lines, type Printable } from './escape.ts';
import { fenceSentence } from './fence-sentence.ts';
import { workloadInWords } from './workload-words.ts';

/** Ends with a full stop and a newline. */
export function whoSentence(who: WhoHolds): Printable {
  return lines(sentence(who));
}

function sentence(who: WhoHolds): string {
  if (who.fence !== undefined) return fenceSentence(who, who.fence);
  if (who.verdict.kind === 'node') return heartbeat(who);
  if (who.verdict.kind === 'lock' && who.lease.durationSeconds === undefined) return lock(who);
  if (who.answer === 'somebody' && who.byHand !== undefined) return named(who, who.byHand);
  if (who.answer === 'somebody' && isGone(who)) return bereft(who);
  switch (who.verdict.standing.word) {
    case 'held':
      return `${holder(who)} ${tenure(who)} and renewed it ${renewed(who)} ago.`;
    case 'late':
      return `${holder(who)} ${tenure(who)} but is late: renewed ${renewed(who)} ago, its term is ${term(who)}.`;
    case 'expired':
      return `Nobody: ${lease(who)} was last held by ${name(who)}, which fell silent ${atLeast(who)}${renewed(who)} ago (term ${term(who)}).${remains(who)}`;
    case 'released':
      return `Nobody: ${lease(who)} was released${released(who)}; it has changed hands ${times(who.lease.transitions)}.`;
    case 'never-held':
      return `Nobody: ${lease(who)} has never been held.`;
    case 'unknown':
      return `Not known: ${lease(who)} names ${name(who)} as its holder, but ${who.verdict.standing.why ?? 'it cannot be judged'}.`;
  }
}

/** It stands there, and that is all that is known of it. */
function named(who: WhoHolds, { manager, at }: NonNullable<WhoHolds['byHand']>): string {
  const ago = humanDuration((who.clock.now - at) / SECOND);
  const left = humanDuration(Math.max(0, who.verdict.standing.expiresIn ?? 0));
  return `${name(who)} was written as the holder of ${lease(who)} by ${escapeText(manager)} ${ago} ago and has not renewed it; its term ends in ${left}.`;
}

/** Held until it is given back: no time ends it. */
function lock(who: WhoHolds): string {
  const { word, why } = who.verdict.standing;
  if (word === 'released') return `Nobody: the lock ${lease(who)} is free.`;
  return word === 'held'
    ? `${name(who)} holds the lock ${lease(who)}; it has no term, so it does not expire.`
    : `Not known: whether the lock ${lease(who)} is free, because ${why ?? 'it cannot be judged'}.`;
}

/** A heartbeat is not led: its Node is there, or it fell silent. */
function heartbeat(who: WhoHolds): string {
  const { word, why } = who.verdict.standing;
  const node = `Node ${escapeText(who.verdict.holder.resolvesTo?.name ?? who.lease.ref.name)}`;
  switch (word) {
    case 'held':
      return `${node} renewed its heartbeat ${renewed(who)} ago.`;
    case 'late':
      return `${node} is late with its heartbeat: renewed ${renewed(who)} ago, its term is ${term(who)}.`;
    case 'expired':
      return `${node} fell silent ${atLeast(who)}${renewed(who)} ago (term ${term(who)}).`;
    case 'released':
    case 'never-held':
      return `${node} has no heartbeat: ${lease(who)} names no holder.`;
    case 'unknown':
      return `Not known: the heartbeat of ${node} cannot be judged, because ${why ?? 'its times are missing'}.`;
  }
}

function lease({ lease: { ref } }: WhoHolds): string {
  return escapeText(ref.namespace === '' ? ref.name : `${ref.namespace}/${ref.name}`);
}

function name({ verdict }: WhoHolds): string {
  return escapeText(spokenName(verdict.holder));
}

/** What the identity turned out to be, with what was learnt on the way. */
function holder(who: WhoHolds): string {
  const found = who.verdict.holder.resolvesTo;
  if (found?.kind === 'Pod') return `${probability(who)}${podName(who)} (${surroundings(who)})`;
  if (found?.kind === 'Host') return `The API server on ${escapeText(found.name)}`;
  return `${name(who)} (${escapeText(who.verdict.holder.why)})`;
}

function surroundings({ pod: seen, workload }: WhoHolds): string {
  const pod = seen?.seen ? seen.value : undefined;
  const parts = [
    workload?.seen && workload.value ? workloadInWords(workload.value) : undefined,
    pod?.mirror ? 'static' : undefined,
    pod?.nodeName ? `node ${pod.nodeName}` : undefined,
    pod && hasEnded(pod) ? pod.phase : undefined,
    pod?.deleting ? 'being deleted' : undefined,
    workload && !workload.seen ? workload.why : undefined,
  ].filter((part) => part !== undefined);
  return escapeText(parts.length === 0 ? 'on no node yet' : parts.join(', '));
}

function tenure(who: WhoHolds): string {
  const { kind } = who.verdict;
  const verb = kind === 'election' || kind === 'coordinated' ? 'led' : 'held';
  const since = who.heldFor === undefined ? '' : ` for ${humanDuration(who.heldFor)}`;
  return since === ''
    ? `${verb === 'led' ? 'leads' : 'holds'} ${lease(who)}`
    : `has ${verb} ${lease(who)}${since}`;
}

function renewed({ verdict }: WhoHolds): string {
  return humanDuration(verdict.standing.renewedAgo);
}

/** Watched in silence: it may have been silent for longer. */
function atLeast({ verdict }: WhoHolds): string {
  return verdict.standing.basis === 'watched' ? 'at least ' : '';
}

function term({ lease: { durationSeconds } }: WhoHolds): string {
  return `${durationSeconds ?? 0}s`;
}

function released({ verdict }: WhoHolds): string {
  const ago = verdict.standing.renewedAgo;
  return ago === undefined ? '' : ` ${humanDuration(ago)} ago`;
}

function times(transitions: number | undefined): string {
  if (transitions === undefined) return 'an unknown number of times';
  return transitions === 1 ? 'once' : `${transitions} times`;
}

/** What is left of the last holder; nothing is said where nothing was looked for. */
function remains(who: WhoHolds): string {
  const { pod } = who;
  if (pod === undefined) return '';
  if (!pod.seen) return ` Whether its Pod is there is not known: ${escapeText(pod.why)}.`;
  if (pod.value === undefined) return escapeText(absent(who));
  const { phase, nodeName } = pod.value;
  return escapeText(
    ` Its Pod is still there (${phase ?? 'phase unknown'}${nodeName ? `, node ${nodeName}` : ''}).`,
  );
}

/** A guess is never dressed as a fact. */
function probability({ verdict }: WhoHolds): string {
  if (verdict.holder.confidence === 'certain') return 'Pod ';
  return verdict.holder.confidence === 'likely' ? 'Probably Pod ' : 'Perhaps Pod ';
}

/** With its namespace where that is not the Lease's. */
function podName({ verdict, lease: { ref } }: WhoHolds): string {
  const { namespace = '', name: pod = '' } = verdict.holder.resolvesTo ?? {};
  return escapeText(namespace === ref.namespace ? pod : `${namespace}/${pod}`);
}

/** Only a name that no host would have is surely a Pod's; of others is said what was seen. */
function absent(who: WhoHolds): string {
  if (isGone(who)) return ' Its Pod is gone.';
  const { why } = who.verdict.holder;
  return ` ${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}

function isGone({ pod, verdict }: WhoHolds): boolean {
  return pod?.seen === true && pod.value === undefined && GENERATED.test(verdict.holder.name);
}

/** A Lease outlives its holder until the term ends. */
function bereft(who: WhoHolds): string {
  const left = humanDuration(Math.max(0, who.verdict.standing.expiresIn ?? 0));
  return `${lease(who)} is still in the name of ${name(who)}, whose Pod is gone; its term ends in ${left}.`;
}
