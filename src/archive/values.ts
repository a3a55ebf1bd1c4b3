// How many values stand within a value.

/** The value itself counts; it is no deeper than its parser allows. */
export function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let sum = 1;
  for (const it of Object.values(value)) sum += valuesIn(it);
  return sum;
}
