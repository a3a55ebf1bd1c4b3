// One operation that has ended in one sentence for people: the note of its Event.
import { cutToBytes } from './cut.ts';
import type { OperationRecord } from './operation-record.ts';
import { tenths } from './findings-words.ts';

/** Bytes of each foreign part, so that what became of it is never what is cut. */
const LONGEST = { operator: 128, holder: 160, reason: 320, ticket: 64 } as const;

/**
 * `alice stepped down X: "split brain drill" (INC-4711); Y leads, nobody led for at most 0.9s`; on one
 * line, and shorter than the 1024 bytes that a note may have.
 */
export function operationSentence(record: OperationRecord): string {
  const { operator, reason, ticket } = record;
  const why = `"${part(reason, LONGEST.reason)}"`;
  const incident = ticket === undefined ? '' : ` (${part(ticket, LONGEST.ticket)})`;
  const who = part(operator, LONGEST.operator);
  return `${who} ${deed(record)}: ${why}${incident}; ${upshot(record)}`;
}

const WROTE_NOTHING: ReadonlySet<OperationRecord['outcome']> = new Set([
  'changed',
  'refused',
  'denied',
  'declined',
]);

function deed({ plan, outcome, before }: OperationRecord): string {
  const holder = part(before.holder, LONGEST.holder);
  const [would, did] = {
    'step-down': [`step down ${holder}`, `stepped down ${holder}`],
    release: [`release it from ${holder}`, `released it from ${holder}, which was silent`],
    'hand-over': [`have ${holder} hand it over`, `had ${holder} hand it over`],
  }[plan] as [string, string];
  return WROTE_NOTHING.has(outcome) ? `was to ${would}` : did;
}

function upshot(record: OperationRecord): string {
  const { outcome, before, after } = record;
  const next = part(after?.holder ?? 'somebody', LONGEST.holder);
  const former = part(before.holder, LONGEST.holder);
  switch (outcome) {
    case 'led':
      return `${next} leads${leaderless(record)}`;
    case 'restarted':
      return `${former} leads again, in a new process${leaderless(record)}`;
    case 'unled':
      return 'nobody has taken it';
    case 'returned':
      return `${former} leads again, perhaps in the same process`;
    case 'overtaken':
      return `${next} wrote over it`;
    case 'changed':
      return 'it had changed, and nothing was written';
    case 'refused':
      return 'that was refused, and nothing was written';
    case 'denied':
      return 'the API server denied it, and nothing was written';
    case 'declined':
      return 'that was declined, and nothing was written';
    case 'unknown':
      return 'whether that was written is not known';
  }
}

function leaderless({ leaderlessSeconds: seconds }: OperationRecord): string {
  return seconds === undefined ? '' : `, nobody led for at most ${tenths(seconds)}s`;
}

/** On one line: a line break in a reason would look like a sentence of ours. */
function part(text: string, most: number): string {
  // eslint-disable-next-line no-control-regex
  return cutToBytes(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '), most);
}
