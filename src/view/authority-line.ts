// The second line of `who-holds`: what the holder may do at worst, and how to see the rest.
import type { Seen } from '../lease/evidence.ts';
import type { HolderAuthority } from '../lease/holder-authority.ts';
import type { Subject } from '../lease/rbac.ts';
import type { WhoHolds } from '../lease/who.ts';
import { whatItMay, type WorstRight } from '../lease/worst-right.ts';
import { escapeText, joined, lines, type Printable } from './escape.ts';
import { rightInWords } from './right-words.ts';

/**
 * One line, or none where nobody is there who could do anything; `more` is the command that shows
 * the whole of it. Where the Pod could not be seen the sentence above it has said so.
 */
export function authorityLine(
  who: WhoHolds,
  authority: Seen<HolderAuthority> | undefined,
  more: string,
): Printable {
  if (!authority?.seen) return joined([]);
  const { rules, unseen, subject } = authority.value;
  const { worst, others } = whatItMay({ rules });
  const [gap] = unseen;
  const { before, name } = actor(who, subject);
  const said = worst
    ? `${name} may ${rights(worst, others, gap)}`
    : gap === undefined
      ? `${name} may do no more than every ServiceAccount may`
      : `what ${name} may do is not known (${gap})`;
  const start = before === '' ? said.charAt(0).toUpperCase() + said.slice(1) : before + said;
  return lines(`${escapeText(start)}: ${more}`);
}

/** A guess is never dressed as a fact; and who does not hold the Lease is called by name. */
function actor(
  { answer, verdict: { holder } }: WhoHolds,
  { kind, name }: Subject,
): { before: string; name: string } {
  if (kind !== 'ServiceAccount') return { before: '', name: `its usual user ${name}` };
  if (answer !== 'somebody') {
    return { before: '', name: `Pod ${holder.resolvesTo?.name ?? holder.name}` };
  }
  return { before: holder.confidence === 'certain' ? '' : 'If so, ', name: 'it' };
}

function rights(worst: WorstRight, others: number, gap: string | undefined): string {
  const rest = others === 0 ? '' : `, and ${others} other thing${others === 1 ? '' : 's'}`;
  return gap === undefined
    ? `${rightInWords(worst)}${rest}`
    : `at least ${rightInWords(worst)}${rest}; there may be more (${gap})`;
}
