// A stream that also tells the time: what it yields, and undefined whenever it was quiet for a while.

/** The ticks keep their pace while items come: one is due `milliseconds` after the last. */
export async function* withTicks<Item>(
  items: AsyncIterable<Item>,
  milliseconds: number,
): AsyncGenerator<Item | undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let due = performance.now() + milliseconds;
  let next = iterator.next();
  // A rejection while a tick is being handled is met at the next race.
  next.catch(() => undefined);
  try {
    for (;;) {
      // A flood of items must not keep the time from being told.
      const result = performance.now() < due ? await before(due, next) : undefined;
      if (result === undefined) {
        due = performance.now() + milliseconds;
        yield undefined;
      } else if (result.done === true) {
        return;
      } else {
        next = iterator.next();
        next.catch(() => undefined);
        yield result.value;
      }
    }
  } finally {
    // Not awaited: it waits for the item that may never come, or for the end of what is being aborted.
    void iterator.return?.().catch(() => undefined);
  }
}

/** What comes before a moment of performance.now(); undefined where nothing does. */
async function before<T>(due: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tick = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, due - performance.now()), undefined);
  });
  try {
    return await Promise.race([promise, tick]);
  } finally {
    clearTimeout(timer);
  }
}
