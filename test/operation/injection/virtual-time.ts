// Time that passes as fast as nothing is left to do: minutes of an operation in milliseconds.
import type { Time } from '../../../src/timers.ts';

interface Waiting {
  readonly at: number;
  readonly wake: () => void;
}

export class VirtualTime implements Time {
  #now = 1000;
  readonly #waiting = new Set<Waiting>();

  now(): number {
    return this.#now;
  }

  pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = {
        at: this.#now + (milliseconds > 0 ? milliseconds : 0),
        wake: () => {
          this.#waiting.delete(waiting);
          signal?.removeEventListener('abort', waiting.wake);
          resolve();
        },
      };
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      signal?.addEventListener('abort', waiting.wake);
      this.#waiting.add(waiting);
    });
  }

  /** What the promise comes to, or `hangs` after so many seconds; one that rejects is thrown. */
  async until<T>(promise: Promise<T>, seconds: number): Promise<T | 'hangs'> {
    const end = this.#now + seconds * 1000;
    let settled: { readonly value: T } | undefined;
    let failed: { readonly thrown: unknown } | undefined;
    promise.then(
      (value) => (settled = { value }),
      (thrown: unknown) => (failed = { thrown }),
    );
    for (;;) {
      // All that can be done without more time is done then.
      await new Promise(setImmediate);
      if (failed !== undefined) throw failed.thrown;
      if (settled !== undefined) return settled.value;
      const next = [...this.#waiting].reduce<Waiting | undefined>(
        (first, it) => (first === undefined || it.at < first.at ? it : first),
        undefined,
      );
      if (next === undefined || next.at > end) {
        this.#now = end;
        return 'hangs';
      }
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }

  async passes(seconds: number): Promise<void> {
    await this.until(new Promise<never>(() => undefined), seconds);
  }
}
