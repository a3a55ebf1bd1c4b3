// Progress on a terminal, the present line redrawn in place; the only importer of listr2.
import {
  DefaultRenderer,
  Listr,
  ListrDefaultRendererLogLevels,
  ListrLogger,
  ProcessOutput,
  Spinner,
} from 'listr2';
import type { WriteStream } from 'node:tty';
import { ticker } from '../timers.ts';
import { lineOf, type Progress } from './progress.ts';

/** A line that is redrawn until it gets its last words. */
interface Line {
  say(text: string): void;
  end(lastWords: string): Promise<void>;
}

export async function animated(
  stderr: WriteStream,
  events: AsyncIterable<Progress>,
): Promise<void> {
  let clock = startedNow();
  let doing: { text: string; line: Line } | undefined;
  const begin = (text: string) => ({ text, line: begun(stderr, text, () => clock()) });
  /** In the place of the line that is open, or on one of its own. */
  const put = async (line: string) => {
    await (doing?.line ?? begun(stderr, '', () => 0)).end(line);
    doing = undefined;
  };
  try {
    for await (const event of events) {
      if (event.kind === 'doing') {
        if (doing === undefined) doing = begin(event.text);
        else doing.line.say((doing.text = event.text));
        continue;
      }
      if (event.kind === 'done') clock = startedNow(event.at);
      const text = doing?.text;
      await put(lineOf(event));
      // What is being done goes on below a note.
      if (event.kind === 'note' && text !== undefined) doing = begin(text);
    }
  } finally {
    if (doing !== undefined) await put(`${' '.repeat(8)}${doing.text}`);
  }
}

/** A line that is gone once what it returns is called. */
export function passing(stderr: WriteStream, text: string): () => Promise<void> {
  const line = begun(stderr, text, startedNow(), { clearOutput: true });
  return () => line.end(text);
}

/** Seconds, counted on from what is known to have passed. */
function startedNow(seconds = 0): () => number {
  const start = performance.now();
  return () => seconds + (performance.now() - start) / 1000;
}

// listr2 asks whether stdout is a terminal; ours is stderr, and it was asked already.
class StderrRenderer extends DefaultRenderer {
  static override readonly nonTTY = true;
}

/** Frames that every terminal has, whatever its locale. */
class AsciiSpinner extends Spinner {
  protected override readonly spinner = ['|', '/', '-', '\\'];
}

/** One task of listr2, which ends when its line does. */
function begun(
  stderr: WriteStream,
  text: string,
  seconds: () => number,
  { clearOutput } = { clearOutput: false },
): Line {
  const last = Promise.withResolvers<string>();
  // As wide as "  3.8s  ": the spinner and a space come before it.
  const line = () => `${Math.floor(seconds())}s`.padStart(4) + `  ${text}`;
  const task = {
    title: line(),
    task: async (_: unknown, shown: { title: string | undefined }) => {
      const counting = ticker(() => (shown.title = line()), 100);
      shown.title = await last.promise;
      clearInterval(counting);
    },
  };
  const running = new Listr([task], {
    renderer: StderrRenderer,
    rendererOptions: { ...LOOK, clearOutput, logger: logger(stderr), spinner: new AsciiSpinner() },
    // Signals are the caller's: listr2's own listener ends the process with 127.
    registerSignalListeners: false,
  }).run();
  return {
    say: (words) => (text = words),
    end: async (lastWords) => {
      last.resolve(lastWords);
      await running;
    },
  };
}

/** No icons, no colour (it is the verdict's alone), and a long text goes on below its beginning. */
const LOOK = {
  icon: { [ListrDefaultRendererLogLevels.COMPLETED]: '' },
  // With the blank at which a line is broken: below the text.
  indentation: 7,
  color: { [ListrDefaultRendererLogLevels.PENDING]: (text?: string) => text ?? '' },
};

// Both streams are stderr: stdout belongs to the answer.
function logger(stderr: WriteStream): ListrLogger<ListrDefaultRendererLogLevels> {
  const processOutput = new ProcessOutput(stderr, stderr, { leaveEmptyLine: false });
  return new ListrLogger({ useIcons: true, processOutput });
}
