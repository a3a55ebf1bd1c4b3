// What was measured of the API server's clock, in a line for stderr; nothing where all is well.
import type { Clock } from '../lease/clock.ts';

export function clockInWords({ measured }: Clock): string | undefined {
  if (measured?.seen !== true) return undefined;
  const { offset = 0, doubt } = measured.value;
  if (doubt !== undefined) return `the API server's clock is not known: ${doubt}`;
  if (offset === 0) return undefined;
  const way = offset < 0 ? 'behind' : 'ahead of';
  return `the Date header is ${Math.abs(offset)}s ${way} the API server's own stamps: Leases are judged by the stamps`;
}
