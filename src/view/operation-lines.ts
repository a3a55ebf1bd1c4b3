// The operation of ours that a Lease is in, in lines: who steps its holder down, why, and how far it is.
import type { OperationNote } from '../lease/operation-note.ts';
import type { LeaseRecord } from '../lease/record.ts';
import { SECOND } from '../lease/time.ts';
import type { ToldOperation } from '../lease/told-operation.ts';
import { humanDuration } from './duration.ts';
import { endInWords } from './fence-sentence.ts';
import { whyInWords } from './operation-words.ts';
import { second } from './timeline-times.ts';

/** Nothing where no operation is under way, and none was left unfinished. */
export function operationLines({ who, history }: LeaseRecord): string[] {
  const open = who.fence ?? history.operations.find(({ state }) => OPEN.has(state));
  if (open === undefined) return [];
  const { operation, id, note } = open;
  return [
    operation === undefined
      ? `fenced as kubectl-lease/${id}; nothing in the Lease says by whom or why`
      : `${startInWords(open, who.clock.now)}${whyInWords(open)}`,
    ...(open.state === 'unfinished' ? [`it did not come to its end: ${UNFINISHED}`] : []),
    ...(note === undefined || open.state === 'unfinished' ? [] : [planInWords(note)]),
    ...(who.fence === undefined ? [] : [endInWords(who, who.fence)]),
  ];
}

const OPEN: ReadonlySet<ToldOperation['state']> = new Set(['under-way', 'unfinished']);

const UNFINISHED = 'no record says what became of it';

function startInWords({ operation, state }: ToldOperation, now: number): string {
  if (operation === undefined) return '';
  const { plan, operator, at } = operation;
  const ago = humanDuration(Math.max(0, (now - at) / SECOND));
  return state === 'under-way'
    ? `recorded as being ${DEEDS[plan]} by ${operator} since ${second(at, now)} UTC, ${ago}`
    : `recorded as ${plan} begun by ${operator} at ${second(at, now)} UTC, ${ago} ago`;
}

const DEEDS = {
  'step-down': 'stepped down',
  release: 'released',
  'hand-over': 'handed over',
} as const;

/** What it does, and to whom. */
function planInWords({ plan, speed, before, pod, bound, at, asked }: OperationNote): string {
  const from = before.holder === '' ? '' : ` from ${before.holder}`;
  if (plan === 'release') return `recorded plan: take the Lease${from}, which was silent`;
  if (plan === 'hand-over')
    return `recorded plan: ask for ${asked ?? 'another candidate'} after${from}`;
  const how =
    speed === 'evict' && pod !== undefined
      ? `, evict Pod ${pod.ref.namespace}/${pod.ref.name}`
      : ', wait until that one has stopped';
  const by = Number.isFinite(bound)
    ? ` (by ${second(at + bound * SECOND, at)} UTC at the latest)`
    : '';
  return `recorded plan: take the Lease${from}${how}${by}`;
}
