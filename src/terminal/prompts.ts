// What an operator is asked before something is written: on stderr, answered on stdin, never on stdout.
import { oneLine } from '../text.ts';
import { isTerminal, untilStopped, type Stopped, type Terminal } from './asking.ts';

export type { Stopped, Terminal } from './asking.ts';

/** `declined`: the answer was wrong as often as it may be. Who asked decides what follows from it. */
export type Answer<T> = { kind: 'answered'; value: T } | { kind: 'declined' } | Stopped;

export interface Choice<T> {
  readonly value: T;
  /** One line. */
  readonly label: string;
  /** What stands behind the question once it is chosen; the label where there is none. */
  readonly short?: string;
}

const TRIES = 3;

/**
 * Whether somebody is there to be asked: stdin and stderr are both terminals, as kubectl's own
 * questions go to stderr and are read from stdin. A terminal that can draw nothing (TERM=dumb) has
 * its operator too, and is asked in plain lines.
 */
export function canAsk({ stdin, stderr }: Terminal): boolean {
  return isTerminal(stdin) && isTerminal(stderr);
}

/** A list, its first choice marked; arrows or a choice's number move the mark, Enter takes it. */
export async function choose<T>(
  terminal: Terminal,
  message: string,
  choices: readonly Choice<T>[],
): Promise<Answer<T>> {
  const shown = choices.map(({ label, short = label }) => ({
    label: oneLine(label),
    short: oneLine(short),
  }));
  return untilStopped<Answer<T>>(terminal, async (signal) => {
    const index = drawsNothing()
      ? await (await import('./plain.ts')).number(terminal, signal, message, shown, TRIES)
      : await (await import('./drawn.ts')).choice(terminal, signal, message, shown);
    const chosen = index === undefined ? undefined : choices[index];
    return chosen === undefined ? { kind: 'declined' } : { kind: 'answered', value: chosen.value };
  });
}

/** `name` has to be typed exactly as it is shown, in at most three tries. */
export async function typeName(
  terminal: Terminal,
  message: string,
  name: string,
): Promise<Answer<true>> {
  const wanted = oneLine(name);
  return untilStopped<Answer<true>>(terminal, async (signal) => {
    const { line } = drawsNothing() ? await import('./plain.ts') : await import('./drawn.ts');
    for (let left = TRIES; left > 0; left--) {
      if ((await line(terminal, signal, message)) === wanted) {
        return { kind: 'answered', value: true };
      }
      terminal.stderr.write(`that is not ${wanted}\n`);
    }
    return { kind: 'declined' };
  });
}

function drawsNothing(): boolean {
  return process.env['TERM'] === 'dumb';
}
