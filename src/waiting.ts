// Says on stderr what is waited for, where that may take for ever: a pipe, a plugin that asks somebody.
import { oneLine } from './text.ts';
import { timer } from './timers.ts';

/** Milliseconds: what is there is there sooner. */
const SAY_AFTER = 3000;

/** `what` follows "waiting". */
export async function sayingWhat<T>(
  what: string,
  done: Promise<T>,
  said: () => void = () => undefined,
): Promise<T> {
  const saying = timer(() => {
    said();
    process.stderr.write(`${oneLine(`waiting ${what}`)}\n`);
  }, SAY_AFTER);
  try {
    return await done;
  } finally {
    clearTimeout(saying);
  }
}

/** The same chunks; of a stream that comes to a stop it is said once what is waited for. */
export async function* sayingWhatFor<T>(what: string, chunks: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = chunks[Symbol.asyncIterator]();
  const told = { once: false };
  try {
    for (;;) {
      const next = iterator.next();
      const result = await (told.once ? next : sayingWhat(what, next, () => (told.once = true)));
      if (result.done === true) return;
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
