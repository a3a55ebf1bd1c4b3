// Watches one Lease for a few seconds, to see its holder renew.
import { failure } from '../errors.ts';
import type { Patience, Seen, Sighting, Watched } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { SECOND } from '../lease/time.ts';
import { timer } from '../timers.ts';
import type { Api } from './api.ts';
import { seen } from './seen.ts';
import { watchLeases } from './watch.ts';

/** Milliseconds for the list and for what is on its way. */
const PATIENCE = 3000;

/** Whoever waits for longer than this wants to know for what. */
const UNEXPLAINED = 5;

/** A list and a watch. */
export async function watched(
  api: Api,
  { namespace, name }: LeaseRef,
  { writes, seconds }: Patience,
  note: (line: string) => Promise<void>,
): Promise<Seen<Watched>> {
  if (seconds <= 0) return { seen: false, why: 'it was not watched' };
  if (seconds > UNEXPLAINED) {
    await note(
      `watching ${namespace}/${name} for up to ${Math.ceil(seconds)}s, to see whether it is renewed`,
    );
  }
  return seen(`watch leases in ${namespace}`, async () => {
    const found: Sighting[] = [];
    let [until, now] = [Infinity, 0];
    for await (const event of within(seconds, watchLeases(api, { namespace, name }))) {
      if (!('clock' in event)) continue;
      ({ now } = event.clock);
      if (event.type === 'listed') until = Math.min(until, now + seconds * SECOND);
      if (event.type === 'listed') for (const { raw } of event.items) found.push({ raw, at: now });
      if (event.type === 'written') found.push({ raw: event.item.raw, at: now });
      if (event.type === 'deleted' || found.length > writes || now >= until) break;
    }
    if (found.length === 0) throw failure('the Lease was not seen while it was watched');
    return { sightings: found, until: now };
  });
}

/** A watch of a server that is away tells nothing, and goes on trying: this one ends. */
async function* within<T>(seconds: number, items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let ending: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    ending = timer(
      () => {
        resolve(undefined);
      },
      seconds * 1000 + PATIENCE,
    );
  });
  try {
    for (;;) {
      const result = await Promise.race([iterator.next(), over]);
      if (result === undefined || result.done === true) return;
      yield result.value;
    }
  } finally {
    clearTimeout(ending);
    void iterator.return?.().catch(() => undefined);
  }
}
