// What goes on while an operation is under way: one line a step, on stderr.
import type { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { oneLine } from '../text.ts';
import { unheard } from './unheard.ts';

export type Progress =
  /** What is being done now, until something is done or something else is being done. */
  | { readonly kind: 'doing'; readonly text: string }
  /** What has become true, so many seconds after the operation's first write. */
  | { readonly kind: 'done'; readonly text: string; readonly at: number }
  /** What else is to be known, such as what Ctrl-C has led to. */
  | { readonly kind: 'note'; readonly text: string };

/**
 * Shows events as they come, until there are no more; what the events throw is thrown as it was.
 * A terminal sees what is being done; whatever else stderr
 * is gets one line for each thing done and each note. That nobody reads them any more is no reason
 * to end an operation: while this runs, errors of stderr reach nobody.
 */
export async function follow(stderr: Writable, events: AsyncIterable<Progress>): Promise<void> {
  const heardAgain = unheard(stderr);
  const shown = inLines(events);
  try {
    if (canBeRedrawn(stderr)) {
      // Loaded late: listr2 is worth its loading time only where somebody watches.
      const { animated } = await import('./animated.ts');
      await animated(stderr, shown);
    } else {
      for await (const event of shown) {
        if (event.kind !== 'doing') stderr.write(`${lineOf(event)}\n`);
      }
    }
  } finally {
    await told();
    heardAgain();
  }
}

/** Shows what is being done to who watches, and leaves nothing of it behind. */
export async function meanwhile<T>(
  stderr: Writable,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!canBeRedrawn(stderr)) return work();
  const heardAgain = unheard(stderr);
  try {
    const { passing } = await import('./animated.ts');
    const end = passing(stderr, oneLine(text));
    return await work().finally(end);
  } finally {
    await told();
    heardAgain();
  }
}

/** Each event is one line, whatever foreign text it holds. */
async function* inLines(events: AsyncIterable<Progress>): AsyncGenerator<Progress> {
  for await (const event of events) yield { ...event, text: oneLine(event.text) };
}

/** "  3.8s  its container has ended" */
export function lineOf(event: Exclude<Progress, { kind: 'doing' }>): string {
  return event.kind === 'note' ? event.text : `${event.at.toFixed(1).padStart(5)}s  ${event.text}`;
}

/** An error of the last write is told after it. */
const told = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
};

function canBeRedrawn(stderr: Writable): stderr is WriteStream {
  const { CI, TERM } = process.env;
  return (stderr as Partial<WriteStream>).isTTY === true && !CI && TERM !== 'dumb';
}
