// Chance that a seed repeats.
export interface Dice {
  /** 0 to `sides` - 1. */
  roll(sides: number): number;
  pick<T>(from: readonly T[]): T;
  /** At least one of them, mostly few, each once. */
  some<T>(from: readonly T[]): T[];
}

/** mulberry32: enough for a test, and the same everywhere. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (sides: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T;
  const some = <T>(from: readonly T[]): T[] => [
    ...new Set(Array.from({ length: 1 + roll(3) }, () => pick(from))),
  ];
  return { roll, pick, some };
}
