// Moments in words, always in UTC.
import { differenceInHours } from 'date-fns/differenceInHours';
import { intlFormat } from 'date-fns/intlFormat';
import type { Micros } from '../lease/time.ts';

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const DAY = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** "07:53:01 UTC", with its day where that is more than a few hours away. */
export function momentInWords(time: Micros, now: Micros): string {
  const [then, today] = [new Date(time / 1000), new Date(now / 1000)];
  const near = Math.abs(differenceInHours(today, then)) < 12;
  // Sweden writes a date as 2026-11-25.
  const options = { timeZone: 'UTC', ...(near ? CLOCK : { ...DAY, ...CLOCK }) };
  return `${intlFormat(then, options, { locale: 'sv-SE' })} UTC`;
}
