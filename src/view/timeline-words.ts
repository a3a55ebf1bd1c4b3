// The words of each row of a history: what happened, and by whom.
import type { FormerLeader, HistoryRow } from '../lease/history-row.ts';
import type { NameOf } from '../lease/history-names.ts';
import type { Micros } from '../lease/time.ts';
import {
  attemptedInWords,
  forcedInWords,
  preferredInWords,
  releasedInWords,
} from './operation-words.ts';
import { between, exactly, lengthOf, second } from './timeline-times.ts';

export interface WordsContext {
  readonly nameOf: NameOf;
  readonly now: Micros;
}

/** What stands before the words: held, silent, or struck through by somebody. */
export function markOf({ event, detail, holder }: HistoryRow): string {
  switch (event) {
    case 'forced':
      return holder === undefined ? '╳' : '┃';
    case 'attempted':
    case 'late':
    case 'expired':
    case 'stopped':
      return '╎';
    case 'released':
      return detail.byHolder ? '╎' : '╳';
    case 'deleted':
    case 'recreated':
    case 'edited':
      return '╳';
    default:
      return '┃';
  }
}

/** Not escaped. */
export function wordsOf(row: HistoryRow, context: WordsContext): string {
  const own = row.clock === 'holder' ? ' (by its own clock)' : '';
  const { repeated } = row.detail;
  const more = repeated === undefined ? '' : `, and ${repeated} times since the one before`;
  return `${eventInWords(row, context)}${own}${more}`;
}

function eventInWords(row: HistoryRow, { nameOf, now }: WordsContext): string {
  const { event, detail, by } = row;
  switch (event) {
    case 'acquired':
      return acquired(row);
    case 'taken-over':
      return `${byHand(row) ?? 'took over'}${from(row, nameOf)}${early(row)}`;
    case 'restarted':
      return `a new process of the same name holds it${vacancy(row)}`;
    case 'late':
      return `silent for ${lengthOf(detail.silentFor ?? 0)}, nobody else could act before ${freeFrom(row, now)}`;
    case 'renewed-late':
      return `renewed after ${lengthOf(detail.silentFor ?? 0)}, its term is ${detail.term ?? 0}s`;
    case 'expired':
      return `expired: its term of ${detail.term ?? 0}s was over`;
    case 'stopped':
      return 'stopped leading, it says';
    case 'released':
      if (detail.operation !== undefined) return releasedInWords(row, detail.operation);
      return detail.byHolder ? 'released' : `holder cleared by ${whoIn(by)}`;
    case 'forced':
      return forcedInWords(row, detail.operation);
    case 'attempted':
      return attemptedInWords(row, detail.operation);
    case 'preferred':
      if (detail.operation !== undefined) {
        return preferredInWords(row, detail.operation, nameOf(detail.preferred ?? ''));
      }
      return `is to hand over to ${nameOf(detail.preferred ?? '')}, by ${whoIn(by)}`;
    case 'handed-over':
      return `led, handed over${from(row, nameOf)}`;
    case 'writer-changed':
      return `${by?.pod === undefined ? `written by ${whoIn(by)}` : 'writes it'} from here on, before that ${detail.previousWriter ?? 'another'}`;
    case 'deleted':
      return `deleted by ${whoIn(by)}`;
    case 'recreated':
      return by === undefined ? 'created anew' : `created anew by ${whoIn(by)}`;
    case 'edited':
      return edited(row);
  }
}

/** As exactly as the last renewal is known. */
function freeFrom({ from, to, detail: { freeFrom: free = 0 } }: HistoryRow, now: Micros): string {
  return between(free, free + (to - from), now);
}

function acquired(row: HistoryRow): string {
  const { first, tookBack, neverStopped } = row.detail;
  if (first) return row.holder === undefined ? `created by ${whoIn(row.by)}` : 'acquired, first';
  if (!tookBack) return `acquired${vacancy(row)}`;
  return `took it back${neverStopped ? ', never stopped' : ''}${vacancy(row)}`;
}

/** No elector calls itself kubectl: whoever is named may know nothing of it. */
function byHand({ by }: HistoryRow): string | undefined {
  return by?.agent === 'kubectl' ? `made its holder by ${whoIn(by)}` : undefined;
}

function vacancy({ detail: { vacantFor } }: HistoryRow): string {
  return vacantFor === undefined ? '' : `; nobody held it for ${lengthOf(vacantFor)}`;
}

function from({ detail: { previous } }: HistoryRow, nameOf: NameOf): string {
  return previous === undefined ? '' : ` from ${nameOf(previous)}`;
}

function early({ detail: { early: seconds } }: HistoryRow): string {
  return seconds === undefined ? '' : `, ${lengthOf(seconds)} before its term was over`;
}

function edited({ detail: { changed }, by, holder }: HistoryRow): string {
  if (changed === undefined) return `written by ${whoIn(by)}; what changed is not told`;
  if (changed.length === 0) return `written by ${whoIn(by)}; its holder and its term are as before`;
  if (changed.includes('holderIdentity') && holder !== undefined) {
    return `made its holder by ${whoIn(by)}`;
  }
  return `${changed.join(', ')} written by ${whoIn(by)}`;
}

/** "bob (impersonated by kubernetes-admin) with kubectl patch" */
export function whoIn(by: HistoryRow['by']): string {
  if (by === undefined) return 'somebody';
  const { user, pod, impersonatedBy, manager, agent } = by;
  const name = pod === undefined ? user : `Pod ${pod}`;
  if (!name) return manager === undefined ? 'somebody' : `manager ${manager}`;
  const real = impersonatedBy === undefined ? '' : ` (impersonated by ${impersonatedBy})`;
  // kubectl names its field manager after the command.
  const tool = manager?.startsWith('kubectl-') ? manager.replace('-', ' ') : agent;
  return `${name}${real}${tool === undefined ? '' : ` with ${tool}`}`;
}

/** What became of who led before. */
export function formerInWords({ awakeAt, until, basis }: FormerLeader, now: Micros): string {
  const back = awakeAt === undefined ? '' : `came back at ${exactly(awakeAt, now)}, `;
  if (until === undefined) return `${back}nothing tells when it stopped`;
  switch (basis) {
    case 'container':
      return `${back}may have acted until its container ended at ${second(until, now)}`;
    case 'event':
      return `${back}may have acted until ${second(until, now)}, when it stopped leading, it says`;
    case 'release':
      return `${back}recorded as stopped by ${exactly(until, now)}, when its fence was released`;
    default:
      return `${back}may have acted until about ${second(until, now)}: an elector gives up within its term`;
  }
}
