// Questions that are drawn and redrawn; the only importer of inquirer.
import inquirer from 'inquirer';
import { StoppedByKey, type Terminal } from './asking.ts';
import { unheard } from './unheard.ts';

interface Labelled {
  readonly label: string;
  readonly short?: string;
}

const plain = (text: string): string => text;

/** No colour: it is the verdict's alone, and inquirer asks stdout whether it may be used. */
const THEME = {
  prefix: '?',
  icon: { cursor: '>' },
  style: {
    answer: plain,
    message: plain,
    highlight: plain,
    keysHelpTip: () => 'arrows or a number, then Enter',
  },
};

/** The index of what was chosen. */
export function choice(
  terminal: Terminal,
  signal: AbortSignal,
  message: string,
  choices: readonly Labelled[],
): Promise<number> {
  return prompt<number>(terminal, signal, (ask) =>
    ask({
      type: 'select',
      name: 'answer',
      message,
      choices: choices.map(({ label, short = label }, value) => ({ name: label, short, value })),
      loop: false,
      theme: THEME,
    }),
  );
}

/** The line that was typed. */
export function line(terminal: Terminal, signal: AbortSignal, message: string): Promise<string> {
  return prompt<string>(terminal, signal, (ask) =>
    ask({ type: 'input', name: 'answer', message, theme: THEME }),
  );
}

type Ask = ReturnType<typeof inquirer.createPromptModule<never>>;

async function prompt<T>(
  { stdin, stderr }: Terminal,
  signal: AbortSignal,
  put: (ask: Ask) => Promise<{ answer: unknown }>,
): Promise<T> {
  // Ctrl-D on an empty line closes readline, which stops reading, and inquirer does not notice.
  const leaving = new AbortController();
  const onKey = (_: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl !== true || key.name !== 'd') return;
    setImmediate(() => {
      if (stdin.isPaused()) leaving.abort();
    });
  };
  stdin.on('keypress', onKey);
  const rawModeAsItWas = forgiveRawMode(stdin);
  try {
    const { answer } = await put(
      inquirer.createPromptModule({
        input: stdin,
        output: stderr,
        signal: AbortSignal.any([signal, leaving.signal]),
      }),
    );
    return answer as T;
  } catch (thrown) {
    if (leaving.signal.aborted) throw new StoppedByKey({ kind: 'ended' });
    if ((thrown as Error).name !== 'ExitPromptError') throw thrown;
    throw new StoppedByKey({ kind: 'interrupted', signal: 'SIGINT' });
  } finally {
    stdin.off('keypress', onKey);
    rawModeAsItWas();
  }
}

/** A terminal that is gone has no mode to leave, which readline would throw where nobody catches. */
function forgiveRawMode(stdin: Terminal['stdin']): () => void {
  const { setRawMode } = stdin as Partial<Terminal['stdin']>;
  if (setRawMode === undefined) return () => undefined;
  stdin.setRawMode = (mode) => {
    const heardAgain = unheard(stdin);
    try {
      return setRawMode.call(stdin, mode);
    } catch {
      return stdin;
    } finally {
      heardAgain();
    }
  };
  return () => {
    stdin.setRawMode = setRawMode;
  };
}
