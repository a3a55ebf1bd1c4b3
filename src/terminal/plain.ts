// Questions in plain lines, for a terminal that can draw nothing (TERM=dumb).
import { createInterface } from 'node:readline';
import { StoppedByKey, type Terminal } from './asking.ts';

/** The index of what was chosen, undefined after so many answers that are no choice's number. */
export async function number(
  terminal: Terminal,
  signal: AbortSignal,
  message: string,
  choices: readonly { readonly label: string }[],
  tries: number,
): Promise<number | undefined> {
  const list = choices.map(({ label }, index) => `  ${index + 1}  ${label}\n`);
  terminal.stderr.write(`? ${message}\n${list.join('')}`);
  for (let left = tries; left > 0; left--) {
    const typed = (await line(terminal, signal, 'A number, or Enter for 1:')).trim();
    const index = typed === '' ? 0 : choices.findIndex((_, at) => String(at + 1) === typed);
    if (index >= 0) return index;
    terminal.stderr.write(`that is no number from 1 to ${choices.length}\n`);
  }
  return undefined;
}

/** The line that was typed. */
export async function line(
  { stdin, stderr }: Terminal,
  signal: AbortSignal,
  message: string,
): Promise<string> {
  signal.throwIfAborted();
  stderr.write(`? ${message} `);
  const reader = createInterface({ input: stdin, terminal: false });
  const typed = new Promise<string>((resolve, reject) => {
    reader.once('line', resolve);
    reader.once('close', () => {
      reject(new StoppedByKey({ kind: 'ended' }));
    });
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  try {
    return await typed;
  } catch (stopped) {
    // What is said next begins a line, as behind an answer.
    stderr.write('\n');
    throw stopped;
  } finally {
    reader.close();
  }
}
