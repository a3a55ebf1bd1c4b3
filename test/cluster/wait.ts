// Waiting for a condition, with a deadline and an error that tells what was last seen.
import { setTimeout as delay } from 'node:timers/promises';

/** Tells the waiter what there is instead of what is waited for. */
export type Saw = (what: string) => void;

export interface Patience {
  readonly seconds?: number;
  readonly everyMs?: number;
}

/** Asks again and again until the answer is not undefined. */
export async function waitFor<T>(
  what: string,
  ask: (saw: Saw) => T | undefined | Promise<T | undefined>,
  { seconds = 30, everyMs = 100 }: Patience = {},
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  let seen = 'nothing';
  for (;;) {
    const answer = await ask((it) => (seen = it));
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) {
      throw new Error(`${what}: not within ${seconds} s; last seen: ${seen}`);
    }
    await delay(everyMs);
  }
}
