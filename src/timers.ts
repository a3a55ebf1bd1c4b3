// Every timer of the program is made here: a runtime warns of a duration that it cannot take.
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds; a timer for longer fires at once. */
const LONGEST = 2 ** 31 - 1;

/** A duration as a timer takes it: what is past, or is no number, is none. */
export function clamped(milliseconds: number): number {
  return milliseconds > 0 ? Math.min(milliseconds, LONGEST) : 0;
}

/** Calls back once; clearTimeout() ends it. */
export function timer(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(callback, clamped(milliseconds));
}

/** Calls back again and again; clearInterval() ends it. */
export function ticker(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setInterval(callback, clamped(milliseconds));
}

/** Ends sooner where the signal is aborted; never rejects. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(clamped(milliseconds), undefined, signal && { signal }).catch(() => undefined);
}

/** What comes within so many milliseconds; undefined where nothing does. */
export async function within<T>(
  promise: Promise<T>,
  milliseconds: number,
  time: Time = REAL_TIME,
): Promise<T | undefined> {
  const ending = new AbortController();
  try {
    const late = time.pause(milliseconds, ending.signal).then(() => undefined);
    return await Promise.race([promise, late]);
  } finally {
    ending.abort();
  }
}

/** The time that passes, in milliseconds from some moment on. */
export interface Time {
  now(): number;
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const REAL_TIME: Time = { now: () => performance.now(), pause };
