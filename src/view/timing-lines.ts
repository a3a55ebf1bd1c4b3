// The timing of a Lease in lines, each number with its unit and where it comes from.
import type { LeaseRecord } from '../lease/record.ts';
import type { SeenRenewals, Timing } from '../lease/timing.ts';
import { TOLERATED_SKEW } from '../lease/standing.ts';
import { humanDuration } from './duration.ts';

export function timingLines({ timing, who }: LeaseRecord): string[] {
  return [
    [termInWords(timing), renewalsInWords(timing)].filter((it) => it !== '').join(', '),
    ...consequences(timing, who.verdict.kind),
    ...skewLines(timing),
  ];
}

function termInWords({ term }: Timing): string {
  return term === undefined ? 'no term: it does not expire' : `term ${term}s`;
}

function renewalsInWords({ declared, seen }: Timing): string {
  const usual = declared ? `renews every ${number(declared.retryPeriod)}s` : '';
  if (!seen.seen) return usual === '' ? '' : `${usual} (${declared?.by ?? ''})`;
  const found = seenInWords(seen.value, declared?.retryPeriod ?? 0);
  if (found === '') return usual === '' ? '' : `${usual} (${declared?.by ?? ''})`;
  return usual === '' ? found : `${usual} (${declared?.by ?? ''}; ${found})`;
}

/** Nothing where the look was too short to see a renewal that is due every `period` seconds. */
function seenInWords(seen: SeenRenewals | undefined, period: number): string {
  if (seen === undefined) return '';
  const { count, least, most, watched } = seen;
  if (count === 0) {
    return watched >= Math.max(1, 1.5 * period)
      ? `not seen to renew in ${Math.round(watched)}s`
      : '';
  }
  const [low, high] = [least.toFixed(1), most.toFixed(1)];
  return low === high ? `seen ${low}s` : `seen ${low} to ${high}s`;
}

function consequences({ worstTakeover, toleratedDowntime }: Timing, kind: string): string[] {
  const loses = kind === 'coordinated' || kind === 'election' ? 'the lead' : 'the Lease';
  return [
    ...(worstTakeover === undefined
      ? []
      : [`if its holder dies, the next leads within ${Math.ceil(worstTakeover)}s`]),
    ...(toleratedDowntime === undefined
      ? []
      : [`an API server away for more than ${number(toleratedDowntime)}s may cost it ${loses}`]),
  ];
}

function skewLines({ holderSkew }: Timing): string[] {
  if (holderSkew === undefined || Math.abs(holderSkew) <= TOLERATED_SKEW) return [];
  const off = skewInWords(Math.abs(holderSkew));
  return [
    `its holder's clock is ${off} ${holderSkew < 0 ? 'behind' : 'ahead of'} the API server's`,
  ];
}

/** It is known to the second: an hour may look like 59 minutes and 59 seconds. */
function skewInWords(seconds: number): string {
  return humanDuration(seconds < 2 * 60 ? Math.round(seconds) : Math.round(seconds / 60) * 60);
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
