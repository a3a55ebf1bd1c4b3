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
  const stoppable = signal ? list.map((step) => untilAborted(step, signal)) : list;
  if (!canBeRedrawn(stderr)) return lines(stderr, stoppable);
  // Loaded late: listr2 is worth its loading time only where somebody watches.
  const { animated } = await import('./animated.ts');
  return animated(stderr, stoppable);
}

// The step itself may not know of the signal: what it does then is nobody's concern any more.
function untilAborted(step: Step, signal: AbortSignal): Step {
  return {
    title: step.title,
    run: async (report) => {
      signal.throwIfAborted();
      const aborted = Promise.withResolvers<never>();
      const abort = () => {
        aborted.reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      await Promise.race([step.run(report), aborted.promise]).finally(() => {
        signal.removeEventListener('abort', abort);
      });
    },
  };
}

function canBeRedrawn(stderr: Writable): stderr is WriteStream {
  return stderr instanceof WriteStream && !process.env['CI'] && process.env['TERM'] !== 'dumb';
}

async function lines(stderr: Writable, list: readonly Step[]): Promise<void> {
  const elapsed = stopwatch();
  for (const step of list) {
    let title = step.title;
    try {
      await step.run((better) => (title = better));
    } catch (error) {
      stderr.write(`${elapsed()}  failed: ${title}\n`);
      throw error;
    }
    stderr.write(`${elapsed()}  ${title}\n`);
  }
}

/** Seconds since now, six columns wide. */
export function stopwatch(): () => string {
  const started = performance.now();
  return () => `${((performance.now() - started) / 1000).toFixed(1)}s`.padStart(6);
}
