// The steps in which a cluster is built and started, told as the program tells its own.
import type { Writable } from 'node:stream';
import { follow, type Progress } from '../../src/terminal/progress.ts';

export interface Step {
  /** What is true when the step is done, unless the step itself reports better. */
  readonly title: string;
  run(report: (title: string) => void): unknown;
}

/** Runs the steps in order; the first failure, or the signal's, ends the list and is thrown. */
export function steps(
  stderr: Writable,
  list: readonly Step[],
  signal?: AbortSignal,
): Promise<void> {
  return follow(stderr, taken(list, signal));
}

async function* taken(
  list: readonly Step[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress> {
  const started = performance.now();
  const done = (text: string): Progress => {
    return { kind: 'done', text, at: (performance.now() - started) / 1000 };
  };
  for (const step of list) {
    yield { kind: 'doing', text: step.title };
    let title = step.title;
    try {
      await unlessAborted(() => step.run((better) => (title = better)), signal);
    } catch (error) {
      yield done(`${signal?.aborted === true ? 'stopped' : 'failed'}: ${title}`);
      throw error;
    }
    yield done(title);
  }
}

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
