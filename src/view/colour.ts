// Colour for the verdict alone; it repeats what the word says already.
import type { StandingWord } from '../lease/standing.ts';

const GREEN = 32;
const YELLOW = 33;
const RED = 31;

const COLOURS: Readonly<Record<StandingWord, number | undefined>> = {
  held: GREEN,
  late: YELLOW,
  expired: RED,
  released: YELLOW,
  'never-held': undefined,
  unknown: YELLOW,
};

export function colouredStanding(text: string, word: StandingWord, colours: boolean): string {
  const colour = COLOURS[word];
  return colours && colour !== undefined ? `\u001b[${colour}m${text}\u001b[0m` : text;
}
