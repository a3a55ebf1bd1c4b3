// What a campaign has to show of a group of runs as a whole (data).
import type { Figures } from './scenario.ts';

export interface Promised {
  readonly group: string;
  readonly figure: keyof Figures;
  /** At most so many seconds in the median. */
  readonly median?: number;
  /** At least this share of the figures is in the range that the plan stated. */
  readonly range?: number;
}

export const promises: readonly Promised[] = [
  { group: 'step down, wait', figure: 'unled', median: 4, range: 0.95 },
  { group: 'step down, evict', figure: 'unled', median: 3, range: 0.95 },
  { group: 'step down, evict', figure: 'leaderIn', median: 6 },
  { group: 'coordinated', figure: 'unled', median: 9.5, range: 0.95 },
  { group: 'dead holder', figure: 'unled', range: 0.95 },
];
