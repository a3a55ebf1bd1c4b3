// Nothing that was found in a part is not none: it is not known.
import type { Seen } from './evidence.ts';

/**
 * What was found, where `partly` is why there may be more of it (as in `Seen`). `isNone`: it is
 * nothing, as far as was looked.
 */
export function seenIn<T>(value: T, partly: string | undefined, isNone: boolean): Seen<T> {
  if (partly === undefined) return { seen: true, value };
  return isNone ? { seen: false, why: partly } : { seen: true, value, partly };
}
