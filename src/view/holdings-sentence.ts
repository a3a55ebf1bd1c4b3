// What is said of what one holds where a table would be empty, and beside it.
import { isDrained, type Target } from '../lease/holding-target.ts';
import type { Holdings } from '../lease/holdings.ts';
import { lines, type Printable } from './escape.ts';

/** The answer where there is no row: nothing, or not known. Ends with a newline. */
export function noHoldings(holdings: Holdings): Printable {
  const { target, answer, heartbeat } = holdings;
  const what = targetInWords(target);
  const gaps = gapsOf(holdings);
  if (answer !== 'nothing') {
    return lines(`Not known: what ${what} holds, because ${gaps.join(', ')}.`);
  }
  const own = heartbeat?.seen && heartbeat.value ? ' but its heartbeat' : '';
  return lines(`${what} holds no Lease${own}${podsInWords(holdings)}.`);
}

/** One line for each thing that could not be seen and was not said yet, and how to read the order. */
export function holdingsNotes(holdings: Holdings): string[] {
  const { target, items, heartbeat, exists, pods } = holdings;
  const unseen = [
    ...(items.length > 0 ? [pods.seen ? pods.partly : pods.why] : []),
    ...(isDrained(target) && !exists.seen ? [exists.why] : []),
    ...(heartbeat && !heartbeat.seen ? [heartbeat.why] : []),
  ]
    .filter((why) => why !== undefined)
    .map((why) => `not known: ${why}`);
  const ordered = isDrained(target) && items.length > 0;
  return [...unseen, ...(ordered ? [RULE] : [])];
}

const RULE = 'in the order that disturbs least; kubectl lease who-holds --help says the rule';

export function targetInWords(target: Target): string {
  if (isDrained(target)) return `${target.kind} ${target.name}`;
  const { kind, namespace, name } = target;
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** Why there may be more. */
function gapsOf({ pods, narrowed }: Holdings): string[] {
  const unseen = pods.seen ? pods.partly : pods.why;
  return [unseen, narrowed].filter((why) => why !== undefined);
}

function podsInWords({ target, pods }: Holdings): string {
  const count = pods.seen ? pods.value : 0;
  if (target.kind === 'Pod') return '';
  if (count === 0) return ': it has no Pod';
  return count === 1 ? ': its one Pod is no holder' : `: none of its ${count} Pods is a holder`;
}
