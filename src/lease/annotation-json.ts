// JSON in annotations of ours, which anybody may have written: as long, and as large, as ours can be.
import { byteLength } from './cut.ts';
import { list, type RawObject } from './lease.ts';

/** Bytes of a note, a record or an epoch; a longer one is none of ours. */
export const LONGEST_JSON = 16 * 1024;

/** Undefined for what is no JSON, or too long for ours. */
export function jsonIn(annotation: string | undefined): unknown {
  if (annotation === undefined || annotation.length > LONGEST_JSON) return undefined;
  if (byteLength(annotation) > LONGEST_JSON) return undefined;
  try {
    return JSON.parse(annotation) as unknown;
  } catch {
    return undefined;
  }
}

/** The objects of an annotation that is a JSON array. */
export function parsedList(annotation: string | undefined): RawObject[] {
  return list(jsonIn(annotation));
}

/** A number of seconds above zero; `most` stands for every longer one. */
export function seconds(value: unknown, most: number): number | undefined {
  const isLength = typeof value === 'number' && Number.isFinite(value) && value > 0;
  return isLength ? Math.min(value, most) : undefined;
}
