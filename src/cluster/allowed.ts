// Lists the whole cluster, or what the user may list of it where that is forbidden.
import type { LeaseQuery, Page, WatchEvent } from '../lease/evidence.ts';
import { ApiFailure } from './api.ts';

interface Fallback {
  readonly namespace: string;
  /** Whose that is: "the context's", or what -n names. */
  readonly whose: string;
  readonly note: (line: string) => Promise<void>;
}

/** The namespace is that of the context, as a `view` of one namespace has it (faults row 7). */
export async function* allowed<Item>(
  list: (query: LeaseQuery) => AsyncIterable<Page<Item>>,
  query: LeaseQuery,
  { namespace, whose, note }: Fallback,
): AsyncGenerator<Page<Item>> {
  try {
    yield* list(query);
  } catch (thrown) {
    if (query.namespace !== undefined || !isForbidden(thrown)) throw thrown;
    let told = false;
    // The first page may have come before the refusal: it does not count.
    const pages = list({ namespace, selector: query.selector })[Symbol.asyncIterator]();
    for (;;) {
      // Where that is forbidden too, what was asked for is what cannot be done.
      const page = await pages.next().catch((again: unknown) => {
        throw isForbidden(again) ? thrown : again;
      });
      const restarted = !told;
      if (!told) await note(sentence(namespace, whose));
      told = true;
      if (page.done) return;
      yield { ...page.value, narrowed: sentence(namespace, whose), restarted };
    }
  }
}

/** The same for a watch, which is refused before its first event or not at all. */
export async function* allowedWatch(
  watch: (query: LeaseQuery) => AsyncIterable<WatchEvent>,
  query: LeaseQuery,
  { namespace, whose, note }: Fallback,
): AsyncGenerator<WatchEvent> {
  let begun = false;
  try {
    for await (const event of watch(query)) {
      begun = true;
      yield event;
    }
  } catch (thrown) {
    if (begun || query.namespace !== undefined || !isForbidden(thrown)) throw thrown;
    const events = watch({ namespace, selector: query.selector })[Symbol.asyncIterator]();
    const first = await events.next().catch((again: unknown) => {
      throw isForbidden(again) ? thrown : again;
    });
    await note(sentence(namespace, whose));
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => events };
  }
}

function isForbidden(thrown: unknown): boolean {
  return thrown instanceof ApiFailure && thrown.status === 403;
}

function sentence(namespace: string, whose: string): string {
  return `you may not list Leases in all namespaces: these are of namespace ${namespace}, which is ${whose}`;
}
