// The head of a history: what was counted, what was seen, and what could not be.
import type { AuditFound, HistoryCoverage } from '../lease/history-coverage.ts';
import type { Micros } from '../lease/time.ts';
import { second } from './timeline-times.ts';

/** Behind the Lease's name: how many transitions were seen, and how far back each source reaches. */
export function reachInWords(coverage: HistoryCoverage, now: Micros): string {
  const { audit, events } = coverage;
  const reach = [
    ...(audit && audit.spans.length > 0 ? [`audit log ${spansInWords(audit, now)}`] : []),
    ...(events.seen && events.value.from !== undefined
      ? [`Events back to ${second(events.value.from, now)}`]
      : []),
  ];
  const parts = [
    transitionsInWords(coverage),
    ...(reach.length === 0 ? [] : [`${reach.join(', ')} UTC`]),
  ];
  return parts.join('   ');
}

function spansInWords({ spans }: AuditFound, now: Micros): string {
  return spans.map(({ from, to }) => `${second(from, now)} to ${second(to, now)}`).join(' and ');
}

export function transitionsInWords(coverage: HistoryCoverage): string {
  const { later } = coverage.transitions;
  return `${countInWords(coverage)}${later === 0 ? '' : `, and ${later} after it was read`}`;
}

function countInWords({ transitions }: HistoryCoverage): string {
  const { counted, seen, why } = transitions;
  const forced = multipleInWords(transitions);
  if (counted === undefined)
    return `${plural(seen, 'transition')} seen${forced}: ${why ?? 'none is counted'}`;
  if (counted === 0 && seen === 0) return 'no transition counted';
  if (seen > counted) return `${plural(seen, 'transition')} seen, ${counted} counted${forced}`;
  return `${seen} of ${counted} counted ${counted === 1 ? 'transition' : 'transitions'} seen${forced}`;
}

/** A fence raises the counter, and so does whoever leads after it. */
function multipleInWords({ multiple }: HistoryCoverage['transitions']): string {
  if (multiple.length === 0) return '';
  const counts = [...new Set(multiple)].sort((a, b) => a - b);
  return ` (a forced one counts ${counts.join(' or ')})`;
}

/** One line, one limit. */
export function limitsInWords(
  { transitions, exists, events, candidates, audit }: HistoryCoverage,
  elects: boolean,
): string[] {
  const { counted, seen } = transitions;
  return [
    ...(exists ? [] : ['The Lease itself is not there: this is what is left of it.']),
    ...(events.seen ? [] : [`Events were not seen: ${events.why}.`]),
    ...(elects && events.seen && events.value.count === 0 ? [NO_EVENTS] : []),
    ...(candidates?.seen === false ? [`LeaseCandidates were not seen: ${candidates.why}.`] : []),
    ...(audit === undefined ? [] : auditLimits(audit)),
    ...(audit === undefined && counted !== undefined && seen < counted ? [MORE] : []),
  ];
}

const NO_EVENTS =
  'No Event tells of a leader: they are kept for an hour by default, and many electors write none.';
const MORE = 'An audit log tells more: --audit-log FILE.';

function auditLimits({ tells, dropsLeases, writes, unreadable, cut }: AuditFound): string[] {
  const silent = dropsLeases
    ? `The audit log holds ${plural(writes, 'write')} and none on a Lease: its policy seems to leave them out.`
    : 'The audit log holds no write on this Lease.';
  return [
    ...(tells === 'nothing' ? [silent] : []),
    ...(tells === 'writers' ? [METADATA] : []),
    ...cut.map(({ log, why }) => `${log} is cut off: ${why}.`),
    ...(unreadable
      ? [
          `${plural(unreadable.lines, 'line')} of the audit log could not be read, the first is line ${unreadable.first.line} of ${unreadable.first.log}.`,
        ]
      : []),
  ];
}

const METADATA =
  'The audit log holds no bodies (level Metadata): it tells who wrote the Lease, not who held it.';

function plural(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 || count === 0 ? '' : 's'}`;
}
