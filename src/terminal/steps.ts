// The task list: what is being done, one line a step, on stderr.
import type { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';

export interface Step {
  /** What is true when the step is done, unless the step itself reports better. */
  readonly title: string;
  run(report: (title: string) => void): unknown;
}

/** Runs the steps in order; the first failure, or the signal's, ends the list and is thrown. */
export async function steps(
  stderr: Writable,
  list: readonly Step[],
  signal?: AbortSignal,
): Promise<void> {
  const timed = timer(signal);
  const lines = list.map(timed);
  if (!canBeRedrawn(stderr)) return write(stderr, lines);
  // Loaded late: listr2 is worth its loading time only where somebody watches.
  const { animated } = await import('./animated.ts');
  return animated(stderr, lines);
}

/** Makes steps whose last report is their line, with the seconds since now. */
function timer(signal: AbortSignal | undefined): (step: Step) => Step {
  const started = performance.now();
  const elapsed = () => `${((performance.now() - started) / 1000).toFixed(1)}s`.padStart(6);
  return (step) => ({
    title: indented(step.title),
    run: async (report) => {
      let title = step.title;
      const better = (text: string) => {
        title = text;
        report(indented(title));
      };
      try {
        await unlessAborted(() => step.run(better), signal);
        report(`${elapsed()}  ${title}`);
      } catch (error) {
        const outcome = signal?.aborted === true ? 'stopped' : 'failed';
        report(`${elapsed()}  ${outcome}: ${title}`);
        throw error;
      }
    },
  });
}

/** As wide as "  3.8s  ". */
const indented = (title: string): string => ' '.repeat(8) + title;

// The work itself may not know of the signal, and what becomes of it then is its owner's to see to.
async function unlessAborted(work: () => unknown, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    aborted.reject(signal?.reason as Error);
  };
  signal?.addEventListener('abort', abort, { once: true });
  await Promise.race([work(), aborted.promise]).finally(() => {
    signal?.removeEventListener('abort', abort);
  });
}

function canBeRedrawn(stderr: Writable): stderr is WriteStream {
  return stderr instanceof WriteStream && !process.env['CI'] && process.env['TERM'] !== 'dumb';
}

async function write(stderr: Writable, list: readonly Step[]): Promise<void> {
  for (const step of list) {
    let line = step.title;
    try {
      await step.run((report) => (line = report));
    } finally {
      stderr.write(`${line}\n`);
    }
  }
}
