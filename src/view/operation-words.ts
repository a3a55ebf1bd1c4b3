// An operation of ours in words: who, why, and what became of it; not escaped.
import type { HistoryRow } from '../lease/history-row.ts';
import type { Operation } from '../lease/operation-note.ts';
import type { ToldOperation } from '../lease/told-operation.ts';
import { lengthOf } from './timeline-times.ts';

/** `forced, recorded as by alice: "split brain drill" INC-4711, at most 0.6s without a leader`. */
export function forcedInWords(row: HistoryRow, told: ToldOperation | undefined): string {
  const verb = row.holder === undefined ? 'fenced' : 'forced';
  return `${verb}${byWhom(row, told)}${whyInWords(told)}${upshot(row, told)}`;
}

export function releasedInWords(row: HistoryRow, told: ToldOperation): string {
  return `released${byWhom(row, told)}${whyInWords(told)}${upshot(row, told)}`;
}

export function preferredInWords(row: HistoryRow, told: ToldOperation, next: string): string {
  return `is to hand over to ${next}${byWhom(row, told)}${whyInWords(told)}${upshot(row, told)}`;
}

export function attemptedInWords(row: HistoryRow, told: ToldOperation | undefined): string {
  const plan = told?.operation?.plan;
  const would = plan === undefined ? 'interfere' : WOULD[plan];
  const recorded = isAudited(row) ? '' : 'recorded: ';
  return `${recorded}${operatorOf(row, told)} was to ${would}${whyInWords(told)}${upshot(row, told)}`;
}

const WOULD: Readonly<Record<Operation['plan'], string>> = {
  'step-down': 'step it down',
  release: 'release it',
  'hand-over': 'have it handed over',
};

/** Anybody who may write the Lease, or create Events beside it, may have recorded an operator. */
function byWhom(row: HistoryRow, told: ToldOperation | undefined): string {
  const isRecorded = !isAudited(row) && told?.operation !== undefined;
  return `${isRecorded ? ', recorded as' : ''} by ${operatorOf(row, told)}`;
}

function isAudited({ source }: HistoryRow): boolean {
  return source.includes('audit');
}

/** Whom the API server authenticated, where an audit log says; else whom the operation names. */
function operatorOf({ by }: HistoryRow, told: ToldOperation | undefined): string {
  const named = told?.operation?.operator;
  const seen = by?.pod === undefined ? by?.user : `Pod ${by.pod}`;
  const real = by?.impersonatedBy === undefined ? '' : ` (impersonated by ${by.impersonatedBy})`;
  const other =
    named !== undefined && by?.pod === undefined && seen !== undefined && seen !== named;
  return `${seen ?? named ?? 'somebody'}${real}${other ? `, who calls themselves ${named}` : ''}`;
}

/** `: "split brain drill" INC-4711` */
export function whyInWords(told: ToldOperation | undefined): string {
  if (told?.operation === undefined) return '; nothing says why';
  const { reason, ticket } = told.operation;
  return `: "${reason}"${ticket === undefined ? '' : ` ${ticket}`}`;
}

function upshot({ detail: { leaderless } }: HistoryRow, told: ToldOperation | undefined): string {
  const without =
    leaderless === undefined ? '' : `, at most ${lengthOf(leaderless)} without a leader`;
  switch (told?.state) {
    case 'under-way':
      return '; under way';
    case 'unfinished':
      return '; it did not come to its end';
    case 'ended':
      return endOf(told, without);
    default:
      return without;
  }
}

function endOf({ record, operation }: ToldOperation, without: string): string {
  switch (record?.outcome) {
    case 'restarted':
      return `${without}; the same leads again, in a new process`;
    case 'unled':
      return '; nobody took it';
    case 'returned':
      return '; the same leads again, perhaps in the same process';
    case 'overtaken':
      return operation?.plan === 'step-down' ? '; its fence was written over' : '; overtaken';
    case 'changed':
      return '; it had changed, and nothing was written';
    case 'refused':
      return '; that was refused, and nothing was written';
    case 'denied':
      return '; the API server denied it, and nothing was written';
    case 'declined':
      return '; that was declined, and nothing was written';
    case 'unknown':
      return '; what became of it is not known';
    default:
      return without;
  }
}
