// A list whose next page the server cannot find any more begins anew, once.
import type { Page } from '../lease/evidence.ts';
import { ApiFailure } from './api.ts';

/** A page token lasts as long as etcd keeps its revision, five minutes (client-go tools/pager). */
export async function* anew<Item>(
  list: () => AsyncIterable<Page<Item>>,
): AsyncGenerator<Page<Item>> {
  let begun = false;
  try {
    for await (const page of list()) {
      yield page;
      begun = true;
    }
    return;
  } catch (thrown) {
    if (!begun || !(thrown instanceof ApiFailure) || thrown.status !== 410) throw thrown;
  }
  let restarted = true;
  for await (const page of list()) {
    yield { ...page, restarted };
    restarted = false;
  }
}
