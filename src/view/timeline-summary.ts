// One line on the past of a Lease, for its record.
import type { NameOf } from '../lease/history-names.ts';
import type { HistoryRow } from '../lease/history-row.ts';
import type { RecentTransitions } from '../lease/recent-transitions.ts';
import type { Micros } from '../lease/time.ts';
import { between } from './timeline-times.ts';

/** "last: taken over by X at 04:46:05.2 UTC from Y"; not escaped. */
export function transitionSummary(
  { last, coverage: { transitions, events } }: RecentTransitions,
  { nameOf, now }: { readonly nameOf: NameOf; readonly now: Micros },
): string {
  if (last !== undefined) return `last: ${changeInWords(last, nameOf, now)}`;
  const { counted, why } = transitions;
  if (counted === 0) return 'no transition since it was created';
  const unseen = events.seen ? 'Events are kept for an hour by default' : events.why;
  if (counted === undefined) return `no transition was seen: ${why ?? unseen}`;
  return `${counted} counted, none of them seen: ${unseen}`;
}

function changeInWords(row: HistoryRow, nameOf: NameOf, now: Micros): string {
  const { event, holder, by, detail, from, to, clock } = row;
  const who = holder === undefined ? (by?.pod ?? 'somebody') : nameOf(holder);
  const whose = clock === 'holder' ? ' by its own clock' : '';
  const at = `at ${between(from, to, now)} UTC${whose}`;
  const previous = detail.previous === undefined ? '' : ` from ${nameOf(detail.previous)}`;
  switch (event) {
    case 'taken-over':
      return `taken over by ${who} ${at}${previous}`;
    case 'handed-over':
      return `handed over to ${who} ${at}${previous}`;
    case 'restarted':
      return `taken by a new process of ${who} ${at}`;
    case 'writer-changed':
      return `written by ${who} from ${between(from, to, now)} UTC on`;
    case 'forced':
      return `${holder === undefined ? 'fenced' : `forced from its holder to ${who}`} ${at}`;
    default:
      return `${detail.tookBack ? 'taken back' : 'acquired'} by ${who} ${at}`;
  }
}
