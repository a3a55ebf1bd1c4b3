// Questions that are drawn and redrawn; the only importer of inquirer.
import inquirer from 'inquirer';
import { StoppedByKey, type Terminal } from './asking.ts';
import { forgiveRawMode, onContinued, onCtrlD, onTooNarrow } from './drawn-on.ts';

interface Labelled {
  readonly label: string;
  readonly short?: string;
}

const asItIs = (text: string): string => text;

/** No colour: it is the verdict's alone, and inquirer asks stdout whether it may be used. */
const STYLE = { answer: asItIs, message: asItIs, highlight: asItIs };
const HINT = 'arrows or a number, then Enter';
/** "? " and "> " */
const MARK = 2;

/** The index of what was chosen. */
export async function choice(
  terminal: Terminal,
  signal: AbortSignal,
  message: string,
  choices: readonly Labelled[],
): Promise<number> {
  const labels = choices.map(({ label }) => label);
  let active = 0;
  const highlight = (text: string) => {
    active = Math.max(labels.indexOf(text.slice(MARK)), 0);
    return text;
  };
  const question = () => ({
    type: 'select' as const,
    name: 'answer' as const,
    message,
    choices: choices.map(({ label, short = label }, value) => ({ name: label, short, value })),
    default: active,
    loop: false,
    theme: {
      prefix: '?',
      icon: { cursor: '>' },
      // Else any other key searches, and moves the mark: Left and Ctrl-Z to the first choice.
      keybindings: ['vim' as const],
      style: { ...STYLE, highlight, keysHelpTip: () => HINT },
    },
  });
  const width = MARK + Math.max(...[message, ...labels].map(({ length }) => length));
  return redrawn(terminal, signal, { width: () => width, edits: false }, (ask) =>
    ask<{ answer: number }>(question()),
  );
}

/** The line that was typed; one that is asked anew begins empty. */
export async function line(
  terminal: Terminal,
  signal: AbortSignal,
  message: string,
): Promise<string> {
  let typed = '';
  const question = {
    type: 'input' as const,
    name: 'answer' as const,
    message,
    transformer: (value: string) => (typed = value),
    theme: { prefix: '?', style: STYLE },
  };
  const width = () => MARK + `${message} ${typed}`.length;
  return redrawn(terminal, signal, { width, edits: true }, (ask) =>
    ask<{ answer: string }>(question),
  );
}

type Ask = ReturnType<typeof inquirer.createPromptModule<never>>;

/**
 * Asks, and asks anew below once the shell has had the terminal (Ctrl-Z), and where a window became
 * too narrow for what is shown: some terminals then break the lines that stand there and some cut
 * them, so nobody knows how many rows to erase.
 */
async function redrawn<T>(
  terminal: Terminal,
  signal: AbortSignal,
  { width, edits }: { width: () => number; edits: boolean },
  put: (ask: Ask) => Promise<{ answer: T }>,
): Promise<T> {
  const { stdin, stderr } = terminal;
  for (;;) {
    const leaving = new AbortController();
    const anew = new AbortController();
    const again = () => {
      anew.abort();
    };
    const before = [
      onCtrlD(stdin, edits, () => {
        leaving.abort();
      }),
      onTooNarrow(stderr, width, again),
      onContinued(again),
      forgiveRawMode(stdin),
    ];
    try {
      const anyOf = AbortSignal.any([signal, leaving.signal, anew.signal]);
      const ask = inquirer.createPromptModule({ input: stdin, output: stderr, signal: anyOf });
      return (await put(ask)).answer;
    } catch (thrown) {
      signal.throwIfAborted();
      if (leaving.signal.aborted) throw new StoppedByKey({ kind: 'ended' });
      if ((thrown as Error).name === 'ExitPromptError') {
        throw new StoppedByKey({ kind: 'interrupted', signal: 'SIGINT' });
      }
      if (!anew.signal.aborted) throw thrown;
    } finally {
      for (const restore of before) restore();
    }
  }
}
