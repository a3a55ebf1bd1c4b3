// The past of a Lease within its record: the last changes of holder, and where to see the rest.
import { namesIn } from '../lease/history-names.ts';
import { recentTransitions } from '../lease/recent-transitions.ts';
import type { LeaseRecord } from '../lease/record.ts';
import type { Line } from './section.ts';
import { transitionSummary } from './timeline-summary.ts';
import { linesOf } from './timeline.ts';

/** More than these are for `history`. */
const MOST = 4;

/** Nothing where nobody is elected: a heartbeat or an identity has no past to tell. */
export function pastLines({ history, who: { lease, verdict, clock } }: LeaseRecord): Line[] {
  if (verdict.kind === 'node' || verdict.kind === 'apiserver') return [];
  const { ref } = lease;
  const context = { nameOf: namesIn(ref, lease), now: clock.now };
  const recent = recentTransitions(history, MOST);
  // What became of a former leader is looked at by `history` alone.
  const told = recent.rows.length > 1 || recent.rows.some(({ detail }) => detail.operation);
  const rows = !told ? [] : recent.rows.flatMap((row) => linesOf(row, context).slice(0, 1));
  return [
    `${transitionSummary(recent, context)}: kubectl lease history -n ${ref.namespace} ${ref.name}`,
    ...rows.map(({ time, holder, words, source }): Line => [time, holder, words, source]),
  ];
}
