// Lists the whole cluster, or what the user may list of it where that is forbidden.
import type { LeaseQuery, Page } from '../lease/evidence.ts';
import { ApiFailure } from './api.ts';

interface Fallback {
  readonly namespace: string;
  readonly note: (line: string) => Promise<void>;
}

/** The namespace is that of the context, as a `view` of one namespace has it (faults row 7). */
export async function* allowed<Item>(
  list: (query: LeaseQuery) => AsyncIterable<Page<Item>>,
  query: LeaseQuery,
  { namespace, note }: Fallback,
): AsyncGenerator<Page<Item>> {
  try {
    yield* list(query);
  } catch (thrown) {
    if (query.namespace !== undefined || !isForbidden(thrown)) throw thrown;
    let told = false;
    const pages = list({ namespace, selector: query.selector })[Symbol.asyncIterator]();
    for (;;) {
      // Where that is forbidden too, what was asked for is what cannot be done.
      const page = await pages.next().catch((again: unknown) => {
        throw isForbidden(again) ? thrown : again;
      });
      if (!told) await note(sentence(namespace));
      told = true;
      if (page.done) return;
      yield { ...page.value, narrowed: true };
    }
  }
}

function isForbidden(thrown: unknown): boolean {
  return thrown instanceof ApiFailure && thrown.status === 403;
}

function sentence(namespace: string): string {
  return `you may not list Leases in all namespaces: these are of namespace ${namespace}, which is the context's`;
}
