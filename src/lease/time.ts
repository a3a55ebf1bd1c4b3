// Kubernetes' times, exact to the microsecond: RFC 3339 text to and from a number.

/** Microseconds since 1970-01-01 UTC; a whole number, exact until the year 2255. */
export type Micros = number;

export const SECOND = 1_000_000;

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;

const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Undefined for anything that is no RFC 3339 time: a Lease from a foreign writer may hold one. */
export function parseTime(text: unknown): Micros | undefined {
  // The longest RFC 3339 time has 35 characters; the bound keeps the expression off hostile text.
  if (typeof text !== 'string' || text.length > 40) return undefined;
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [, date, clock, fraction = '', zone] = match;
  const millis = Date.parse(`${date ?? ''}T${clock ?? ''}${(zone ?? 'Z').toUpperCase()}`);
  // A zone may push the first or the last year out of what the format can say.
  if (Number.isNaN(millis) || millis < FIRST || millis > LAST) return undefined;
  return millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** With six fractional digits: the only form that the API server's MicroTime accepts. */
export function formatMicroTime(time: Micros): string {
  const micros = ((time % SECOND) + SECOND) % SECOND;
  const whole = new Date((time - micros) / 1000).toISOString().slice(0, 19);
  return `${whole}.${String(micros).padStart(6, '0')}Z`;
}
