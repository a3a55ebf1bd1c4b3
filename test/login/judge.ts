// Whether two programs came to the same: the same user, or the same reason why not.
import type { Answer } from './answers.ts';
import type { Case } from './case.ts';

/** What differs, one line each; empty where they agree. */
export function differences(step: Omit<Case, 'title'>, theirs: Answer, ours: Answer): string[] {
  return [
    ...compare('identity', theirs.identity, ours.identity),
    ...compare(
      'namespace',
      step.namespace === undefined ? undefined : theirs.namespace,
      step.namespace === undefined ? undefined : ours.namespace,
    ),
    ...compare('sentence', reason(step, theirs), reason(step, ours, theirs.sentence)),
    ...compare('trace', theirs.trace, ours.trace),
  ];
}

/** kubectl itself has to behave as the row says, or the row proves nothing. */
export function unexpected(
  { as, fails, namespace }: Omit<Case, 'title'>,
  { identity, sentence, namespace: asked }: Answer,
): string[] {
  return [
    ...(as === undefined ? [] : compare('user of kubectl', as, identity?.username)),
    ...(namespace === undefined || as === undefined
      ? []
      : compare('namespace of kubectl', namespace, asked)),
    ...(fails === undefined || sentence?.includes(fails)
      ? []
      : [`kubectl did not fail with ${fails}: ${String(sentence)}`]),
  ];
}

/** Ours may go on with a hint on lines of its own. */
function reason(
  { reason: pattern, ours }: Omit<Case, 'title'>,
  { sentence }: Answer,
  theirs?: string,
): string | undefined {
  if (sentence === undefined) return undefined;
  if (theirs !== undefined && ours?.test(sentence)) return theirs;
  if (pattern) return pattern.exec(sentence)?.[0] ?? sentence;
  return theirs !== undefined && sentence.startsWith(`${theirs}\n`) ? theirs : sentence;
}

function compare(what: string, theirs: unknown, ours: unknown): string[] {
  const [a, b] = [theirs, ours].map((value) => JSON.stringify(value ?? null)) as [string, string];
  return a === b ? [] : [`${what}: ${a} is not ${b}`];
}
