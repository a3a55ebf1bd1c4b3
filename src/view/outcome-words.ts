// What became of a step-down, in a sentence, and what to do next.
import { fenceHolder, OPERATION_ID } from '../lease/fence.ts';
import { operationsIn, type Outcome } from '../lease/operation-record.ts';
import type { Change } from '../lease/stepdown.ts';
import type { Result } from '../operation/operation.ts';
import { whatIsLeft } from './fence-left.ts';
import { momentInWords } from './times.ts';
import type { Micros } from '../lease/time.ts';
import { measured, rangeInWords } from './stepdown-words.ts';

export interface OutcomeWords {
  readonly sentence: string;
  readonly next: string | undefined;
}

/** Commands about the same Lease, which look where this one looked. */
export interface Commands {
  /** "kubectl lease describe --context prod -n payments reconciler" */
  readonly about: (command: string) => string;
  /** What finishes an operation that left its fence. */
  readonly finish: string;
}

/** Of an operation that was begun, or was to be; not escaped. */
export function outcomeInWords(
  plan: Change,
  id: string,
  result: Result,
  { about, finish }: Commands,
): OutcomeWords {
  const lease = `${plan.ref.namespace}/${plan.ref.name}`;
  const after = result.after?.holder ?? '';
  const because = result.why ?? byAnother(id, result);
  const why = because === undefined ? '' : `: ${because}`;
  switch (result.outcome) {
    case 'led':
      return { sentence: done(plan, result), next: asked(plan, after) };
    case 'restarted':
      return {
        sentence: `${done(plan, result)} The same identity leads again, in a new process.`,
        next: undefined,
      };
    case 'unled':
      if (result.fencedUntil !== undefined) {
        return fenced(lease, fenceHolder(id), result.fencedUntil, { why, finish });
      }
      return {
        sentence: `Nobody leads ${lease}${why === '' ? ': nobody took it' : why}.`,
        next: `Look at those who should campaign for it: ${about('describe')}`,
      };
    case 'returned':
      return {
        sentence: `${after} leads ${lease} again, perhaps in the same process${why}.`,
        next: plan.pod?.evictable ? 'Its Pod has to end: --evict-pod' : 'Its process has to end.',
      };
    case 'overtaken':
      return {
        sentence: `Somebody else wrote over the fence${why === '' ? `: ${after} holds ${lease} now` : why}.`,
        next: `Who that was: ${about('history')}`,
      };
    case 'changed':
      return {
        sentence: `${lease} is no longer as it was confirmed${why === '' ? `: ${held(after)}` : why}. Nothing was written.`,
        next: `Look again: ${about('who-holds')}`,
      };
    case 'denied':
      return { sentence: `The server denied it${why}. Nothing was written.`, next: undefined };
    case 'refused':
    case 'declined':
      return { sentence: `Nothing was written${why}.`, next: undefined };
    case 'unknown':
      return {
        sentence: whatIsLeft(plan, id, result),
        next: nextOf(result, `${about('history')} --operation ${id}`, finish),
      };
  }
}

/** The fence was left as it is: nobody can lead before it is over. */
function fenced(
  lease: string,
  fence: string,
  until: Micros,
  { why, finish }: { readonly why: string; readonly finish: string },
): OutcomeWords {
  return {
    sentence: `Nobody leads ${lease}, and its fence ${fence} expires by itself by ${momentInWords(until, until)}${why}.`,
    next: `To finish it sooner, once its process has ended: ${finish}`,
  };
}

function nextOf({ fencedUntil }: Result, look: string, finish: string): string {
  return fencedUntil === undefined
    ? `Look: ${look}`
    : `To finish it sooner: ${finish}; to look: ${look}`;
}

/** Whose operation the Lease carries now; the loser learns who won, and why. */
function byAnother(id: string, { lease, outcome }: Result): string | undefined {
  if (lease === undefined || (outcome !== 'changed' && outcome !== 'overtaken')) return undefined;
  const { ended, open } = operationsIn(lease.lease);
  const carried = lease.lease.annotations.get(OPERATION_ID);
  const other = [open, ...ended].find((it) => it?.id === carried && it?.id !== id);
  if (other === undefined) return undefined;
  const ticket = other.ticket === undefined ? '' : ` (${other.ticket})`;
  return `operation ${other.id} wrote it, recorded as by ${other.operator}: "${other.reason}"${ticket}`;
}

function held(holder: string): string {
  return holder === '' ? 'nobody holds it' : `${holder} holds it now`;
}

function done(plan: Change, { leaderIn = 0, unled, after }: Result): string {
  const verb =
    plan.action === 'release'
      ? 'Released'
      : plan.action === 'hand-over'
        ? 'Handed over'
        : 'Stepped down';
  const gap =
    unled === undefined
      ? ''
      : `, nobody led for ${measured(unled)} (${rangeInWords(plan.unled)} expected)`;
  return `${verb} in ${leaderIn.toFixed(1)}s${gap}; ${after?.holder ?? 'somebody'} leads.`;
}

function asked({ asked: wanted }: Change, after: string): string | undefined {
  if (wanted === undefined || wanted === after) return undefined;
  return `${wanted} was asked for; the control plane chose ${after}.`;
}

/** The exit code is a function of the outcome alone. */
export const EXIT_OF = {
  led: 0,
  restarted: 0,
  unled: 5,
  returned: 5,
  overtaken: 5,
  changed: 4,
  refused: 3,
  denied: 3,
  declined: 3,
  unknown: 6,
} as const satisfies Readonly<Record<Outcome, number>>;
