// The API server's clock from the stamps on its answers, and how far its Date header is from them.
import type { MeasuredClock } from './clock.ts';
import { SECOND, type Micros } from './time.ts';

/** An answer that the server stamped when it made it. */
export interface StampedAnswer {
  /** metadata.managedFields[].time: whole seconds, rounded down. */
  readonly stamp: Micros;
  /** The Date header of the same answer: whole seconds, rounded down. */
  readonly date: Micros | undefined;
  /** When it was asked for and when it came, by a monotonic clock of ours. */
  readonly from: Micros;
  readonly to: Micros;
}

export interface ServerTime extends MeasuredClock {
  /** The server's clock minus ours: it is certainly not less. */
  readonly ahead: Micros;
  /** How much more it may be. */
  readonly blur: Micros;
}

/** Clocks that are kept by NTP, and proxies that note their Date once a second, differ by less. */
const TOLERATED = 2 * SECOND;

/** Undefined where no answer was stamped. */
export function serverTimeOf(answers: readonly StampedAnswer[]): ServerTime | undefined {
  if (answers.length === 0) return undefined;
  const least = Math.max(...answers.map(({ stamp, to }) => stamp - to));
  const most = Math.min(...answers.map(({ stamp, from }) => stamp + SECOND - from));
  const quickest = answers.reduce((a, b) => (b.to - b.from < a.to - a.from ? b : a));
  const offset = offsetIn(quickest);
  const base = { ahead: least, blur: Math.max(0, most - least), answers: answers.length, offset };
  if (least - most > TOLERATED) {
    const apart = Math.round((least - most) / SECOND);
    return {
      ...base,
      doubt: `the clocks of the API servers behind this address are ${apart}s apart`,
    };
  }
  const odd = answers.flatMap(({ date, from, to }) => {
    const jump = jumpOf(base, date, to, to - from);
    return jump === undefined ? [] : [jump];
  });
  return { ...base, doubt: odd[0] === undefined ? undefined : jumps(odd[0]) };
}

/** Another answer, which is not stamped: its Date, and when it was asked for and came. */
export type DatedAnswer = Omit<StampedAnswer, 'stamp'>;

/**
 * Why the Date of another answer does not fit what was measured: it is another server's, or a
 * proxy's. Undefined where it does.
 */
export function doubtAbout(time: ServerTime, { date, from, to }: DatedAnswer): string | undefined {
  if (time.doubt !== undefined) return time.doubt;
  const jump = jumpOf(time, date, to, to - from);
  return jump === undefined ? undefined : jumps(jump);
}

/**
 * When the server made that answer: its Date without what it is off, but never a moment at which
 * the stamps say that it cannot have been made. The body of a long list comes later than its Date.
 */
export function momentOf(time: ServerTime, { date, from, to }: DatedAnswer): Micros {
  const { ahead, blur, offset = 0 } = time;
  const told = date === undefined ? ahead + from : date - offset * SECOND;
  return Math.round(Math.min(Math.max(told, ahead + from), ahead + to + blur));
}

function jumps(seconds: number): string {
  return `the Date headers of the API server's answers are ${seconds}s apart`;
}

/** In whole seconds; undefined where the steps of the clocks and the way of the answer explain it. */
function jumpOf(
  { ahead, blur, offset }: Pick<ServerTime, 'ahead' | 'blur' | 'offset'>,
  date: Micros | undefined,
  at: Micros,
  took: Micros,
): number | undefined {
  if (date === undefined || offset === undefined) return undefined;
  const off = date - (ahead + at) - offset * SECOND;
  // An answer's Date may be older than its arrival by the time that it took to come.
  if (off <= TOLERATED + blur && off >= -TOLERATED - took - SECOND) return undefined;
  return Math.round(Math.abs(off) / SECOND);
}

/** 0 where Date and stamp may be of one clock: the stamp comes first, and both are rounded down. */
function offsetIn({ stamp, date, from, to }: StampedAnswer): number | undefined {
  if (date === undefined) return undefined;
  const off = date - stamp;
  const isExplained = off >= -SECOND && off <= TOLERATED + (to - from);
  return isExplained ? 0 : off / SECOND;
}
