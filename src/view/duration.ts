// kubectl's ages: apimachinery's duration.HumanDuration, rule by rule (conventions §3.5).

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Seconds to kubectl's words; undefined is `<unknown>`. */
export function humanDuration(seconds: number | undefined): string {
  if (seconds === undefined) return '<unknown>';
  if (Math.trunc(seconds) < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  const s = Math.trunc(seconds);
  if (s < 2 * MINUTE) return `${s}s`;
  if (s < 10 * MINUTE) return two(s, MINUTE, 'm', 1, 's');
  if (s < 3 * HOUR) return `${count(s, MINUTE)}m`;
  if (s < 8 * HOUR) return two(s, HOUR, 'h', MINUTE, 'm');
  if (s < 2 * DAY) return `${count(s, HOUR)}h`;
  if (s < 8 * DAY) return two(s, DAY, 'd', HOUR, 'h');
  if (s < 2 * YEAR) return `${count(s, DAY)}d`;
  if (s < 8 * YEAR) return two(s, YEAR, 'y', DAY, 'd');
  return `${count(s, YEAR)}y`;
}

function count(seconds: number, unit: number): number {
  return Math.floor(seconds / unit);
}

/** Two units, the smaller left out when it is nought. */
function two(seconds: number, unit: number, name: string, part: number, partName: string): string {
  const rest = Math.floor((seconds % unit) / part);
  return `${count(seconds, unit)}${name}${rest === 0 ? '' : `${rest}${partName}`}`;
}
