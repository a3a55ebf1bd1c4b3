// The sentence of `who-holds` about a Lease that one of our own operations has fenced.
import { SECOND } from '../lease/time.ts';
import type { ToldOperation } from '../lease/told-operation.ts';
import type { WhoHolds } from '../lease/who.ts';
import { humanDuration } from './duration.ts';
import { escapeText } from './escape.ts';
import { whyInWords } from './operation-words.ts';
import { second } from './timeline-times.ts';

/** Ends with a full stop. */
export function fenceSentence(who: WhoHolds, fence: ToldOperation): string {
  const { namespace, name } = who.lease.ref;
  const lease = namespace === '' ? name : `${namespace}/${name}`;
  const over = who.verdict.standing.word === 'expired';
  const sentence = `Nobody leads: ${lease} ${over ? 'was' : 'is'} fenced${byWhom(fence, who, over)}`;
  const more = [...formerInWords(who, fence), endInWords(who, fence)].map(capital);
  return escapeText([sentence, ...more].join('. ') + '.');
}

function byWhom(fence: ToldOperation, { clock }: WhoHolds, over: boolean): string {
  const { operation, id } = fence;
  if (operation === undefined) {
    return ` as kubectl-lease/${id}, and it does not say by whom or why`;
  }
  const ago = humanDuration(Math.max(0, (clock.now - operation.at) / SECOND));
  return `, recorded as by ${operation.operator}, ${over ? `${ago} ago` : `for ${ago} now`}${whyInWords(fence)}`;
}

/** It learns that it leads no longer from its next renewal. */
function formerInWords({ clock }: WhoHolds, { note }: ToldOperation): string[] {
  if (note === undefined || !Number.isFinite(note.bound)) return [];
  const until = note.at + note.bound * SECOND;
  const before = note.before.holder;
  if (until <= clock.now || before === '') return [];
  return [
    `recorded as the leader before: ${before}, to stop by ${second(until, clock.now)} UTC at the latest`,
  ];
}

/** A stamp of whole seconds may be a second older than the write. */
const STEP = SECOND;

/** When somebody else may take it, should nobody renew or release the fence. */
export function endInWords({ verdict, clock }: WhoHolds, { state }: ToldOperation): string {
  const { word, expiresIn, why, renewedAgo } = verdict.standing;
  if (word === 'unknown' || expiresIn === undefined) {
    return `when the fence expires is not known: ${why ?? 'it has no term'}`;
  }
  if (word === 'expired') {
    return `the fence was renewed ${humanDuration(renewedAgo)} ago and has expired, and nobody took the Lease since`;
  }
  const end = clock.now + expiresIn * SECOND + STEP;
  const until = `expires by itself by ${second(end, clock.now)} UTC`;
  return state === 'unfinished'
    ? `the fence has not been renewed for ${humanDuration(renewedAgo)} and ${until}; force-release finishes it`
    : `the fence ${until}, unless it is renewed`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
