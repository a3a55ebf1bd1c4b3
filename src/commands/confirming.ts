// Who confirms a step-down, and how: a token, a flag, or a person at the terminal.
import type { Change } from '../lease/stepdown.ts';
import { joined, lines, type Printable } from '../view/escape.ts';
import { folded } from '../view/folded.ts';
import { WORDS_FROM } from '../view/page.ts';
import { choiceCost, choiceInWords, chosenPage } from '../view/plan-page.ts';
import { rangeInWords } from '../view/stepdown-words.ts';
import { choose, typeName, type Choice, type Terminal } from '../terminal/prompts.ts';

type Confirmed =
  | { readonly kind: 'confirmed'; readonly plan: Change }
  | { readonly kind: 'declined'; readonly why: string; readonly interrupted: boolean };

/** Why nobody can be asked, and which flags a script passes instead. */
export const NOBODY = {
  why: 'nobody is at a terminal to confirm this',
  next: (token: string): string =>
    `--dry-run prints the plan; --confirm ${token} confirms it as it is now, --yes whatever it is`,
} as const;

/** `plans`: the speeds to choose among, the one that was asked for first. */
export async function askAbout(terminal: Terminal, plans: readonly Change[]): Promise<Confirmed> {
  const [only] = plans;
  if (only === undefined) throw new Error('there is a plan to ask about');
  const width = Math.max(...plans.map((plan) => choiceInWords(plan).length));
  const choices: Choice<Change | undefined>[] = [
    ...plans.map((plan) => ({
      value: plan,
      label: `${choiceInWords(plan).padEnd(width)}   ${choiceCost(plan)}`,
      short: `${choiceInWords(plan)}, new leader in ${rangeInWords(plan.leaderIn)}`,
    })),
    { value: undefined, label: 'do nothing' },
  ];
  const chosen = await choose(terminal, 'How should it step down?', choices);
  if (chosen.kind !== 'answered') return declined(chosen);
  const plan = chosen.value;
  if (plan === undefined) return { kind: 'declined', why: 'you chose so', interrupted: false };
  terminal.stderr.write(fitted(terminal, joined([lines(''), chosenPage(plan)])));
  const typed = await typeName(terminal, "Type the Lease's name to go on:", plan.ref.name);
  return typed.kind === 'answered' ? { kind: 'confirmed', plan } : declined(typed);
}

/** A page of sections as wide as the window at most; what goes on below a line is told from the next. */
export function fitted({ stderr }: Pick<Terminal, 'stderr'>, page: Printable): Printable {
  // What is no window has no width: a log, a pipe.
  return stderr.columns > 0 ? folded(page, stderr.columns, WORDS_FROM + 2) : page;
}

function declined(
  answer: { kind: 'declined' } | { kind: 'interrupted' } | { kind: 'ended' },
): Confirmed {
  switch (answer.kind) {
    case 'declined':
      return { kind: 'declined', why: 'the name was not typed', interrupted: false };
    case 'ended':
      return { kind: 'declined', why: 'the input ended', interrupted: false };
    case 'interrupted':
      return { kind: 'declined', why: 'interrupted', interrupted: true };
  }
}
