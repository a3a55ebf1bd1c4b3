// Words that findings share: spans of time, commands to copy, short lists.
import type { LeaseRef } from './lease.ts';

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
] as const;

/** Seconds as "0.2s", "90s", "4m12s", "5h30m"; without a sign. */
export function span(seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 120) return `${tenths(size)}s`;
  let rest = Math.round(size);
  const parts = UNITS.map(([length, unit]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return { count, unit };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  return parts
    .slice(first, first + 2)
    .flatMap(({ count, unit }) => (count > 0 ? [`${count}${unit}`] : []))
    .join('');
}

export function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Safe in every shell; other names stay placeholders, for a person to quote. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,252}$/;

/** "VERB -n NAMESPACE NAME", with what is safe to paste in the place of the capitals. */
export function command(words: string, { namespace, name }: LeaseRef): string {
  return `${words} -n ${pasted(namespace, 'NAMESPACE')} ${pasted(name, 'NAME')}`;
}

export function pasted(value: string, placeholder: string): string {
  return PLAIN.test(value) ? value : placeholder;
}

/** More than these are counted. */
const MOST = 5;

export function listed(all: readonly string[], most = MOST): string {
  const rest = all.length - most;
  const named = all.slice(0, most).join(', ');
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/** Lines that are each a fact, the rest of them counted. */
export function facts(all: readonly string[], most = MOST): string[] {
  const rest = all.length - most;
  return rest > 0 ? [...all.slice(0, most), `and ${rest} more`] : [...all];
}
