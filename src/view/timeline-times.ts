// Moments and lengths of time in a history, always in UTC.
import { formatMicroTime, SECOND, type Micros } from '../lease/time.ts';
import { humanDuration } from './duration.ts';

/**
 * A moment between two others: tenths of a second where it is known, whole seconds where only the
 * second is, else both ends. With its day where that is not the day of `now`.
 */
export function between(from: Micros, to: Micros, now: Micros): string {
  const known = to - from < SECOND / 10;
  const begin = dated(from, now, known);
  return known || to - from <= SECOND ? begin : `${begin} to ${dated(to, now, false)}`;
}

/** To the tenth of a second. */
export function exactly(at: Micros, now: Micros): string {
  return dated(at, now, true);
}

/** To the second. */
export function second(at: Micros, now: Micros): string {
  return dated(at, now, false);
}

function dated(at: Micros, now: Micros, tenths: boolean): string {
  const [day, clock] = [dayOf(at), formatMicroTime(at).slice(11, tenths ? 21 : 19)];
  return day === dayOf(now) ? clock : `${day} ${clock}`;
}

function dayOf(at: Micros): string {
  return formatMicroTime(at).slice(0, 10);
}

/** kubectl's words, but with tenths up to two minutes. */
export function lengthOf(seconds: number): string {
  if (seconds >= 120) return humanDuration(seconds);
  return `${seconds.toFixed(1).replace('.0', '')}s`;
}
