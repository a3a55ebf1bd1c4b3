// A look that may fail: what was seen, or why not; never "none" for "could not look".
import { Failure } from '../errors.ts';
import type { Seen } from '../lease/evidence.ts';
import { OverLimit } from '../limits.ts';
import { ApiFailure } from './api.ts';

/** `act` is what could not be done: "list pods in all namespaces". */
export async function seen<T>(act: string, read: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { seen: true, value: await read() };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { seen: false, why: `cannot ${act}${whyOf(thrown)}` };
  }
}

/** The same for one object, of which a 404 says that there is none. */
export function seenOne<T>(act: string, read: () => Promise<T>): Promise<Seen<T | undefined>> {
  return seen<T | undefined>(act, () =>
    read().catch((thrown: unknown) => {
      if (thrown instanceof ApiFailure && thrown.notFound) return undefined;
      throw thrown;
    }),
  );
}

function whyOf(thrown: Failure): string {
  if (thrown instanceof OverLimit)
    return `: ${thrown.sentence.replace(/^error: /, '')} (${thrown.variable} raises this limit)`;
  if (!(thrown instanceof ApiFailure)) return `: ${thrown.sentence.replace(/^error: /, '')}`;
  return ` (${thrown.reason.toLowerCase() || thrown.status})`;
}
