// Watches one Lease for a few seconds, to see its holder renew.
import { failure } from '../errors.ts';
import type { LeaseItem, Patience, Seen, Sighting, Watched } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import type { Micros } from '../lease/time.ts';
import { pause, timer } from '../timers.ts';
import { ApiFailure, type Api } from './api.ts';
import { getLease, type Timing } from './leases.ts';
import { seen } from './seen.ts';
import { watchLeases } from './watch.ts';

/** Milliseconds for the list and for what is on its way. */
const PATIENCE = 3000;
/** Milliseconds between two reads where nothing may be watched. */
const POLL = 1000;

/** Whoever waits for longer than this wants to know for what. */
const UNEXPLAINED = 5;

interface Watcher {
  readonly api: Api;
  readonly stamps: Timing;
  readonly note: (line: string) => Promise<void>;
}

/** A list and a watch; or reads, where somebody who may not watch has to know. */
export async function watched(
  watcher: Watcher,
  ref: LeaseRef,
  patience: Patience,
): Promise<Seen<Watched>> {
  const { seconds, isNeeded = false } = patience;
  const { namespace, name } = ref;
  if (seconds <= 0) return { seen: false, why: 'it was not watched' };
  if (seconds > UNEXPLAINED || isNeeded) {
    await watcher.note(
      `watching ${namespace}/${name} for up to ${Math.ceil(seconds)}s, to see whether it is renewed`,
    );
  }
  return seen(`watch leases in ${namespace}`, async () => {
    const sights = new Sights(patience);
    try {
      await byWatch(watcher, ref, sights);
    } catch (thrown) {
      const isForbidden = thrown instanceof ApiFailure && thrown.status === 403;
      if (!isNeeded || !isForbidden) throw thrown;
      await byReads(watcher, ref, sights);
    }
    return sights.watched();
  });
}

/** What was seen, by our own clock: it begins at the server's moment, which may jump afterwards. */
class Sights {
  readonly patience: Patience;
  readonly #found: Sighting[] = [];
  #begun: { readonly now: Micros; readonly at: number } | undefined;
  #until = 0;

  constructor(patience: Patience) {
    this.patience = patience;
  }

  /** The moment of what comes now; whether it has been watched for long enough. */
  passed(now: Micros): boolean {
    this.#begun ??= { now, at: performance.now() };
    const passed = performance.now() - this.#begun.at;
    this.#until = this.#begun.now + Math.round(passed * 1000);
    return passed >= this.patience.seconds * 1000 || this.#found.length > this.patience.writes;
  }

  see({ raw, lease }: LeaseItem): void {
    const last = this.#found.at(-1)?.raw['metadata'] as { resourceVersion?: unknown } | undefined;
    // A list after a gap shows again what was seen before.
    const { resourceVersion } = lease;
    if (resourceVersion !== undefined && last?.resourceVersion === resourceVersion) return;
    this.#found.push({ raw, at: this.#until });
  }

  watched(): Watched {
    if (this.#found.length === 0) throw failure('the Lease was not seen while it was watched');
    return { sightings: this.#found, until: this.#until };
  }
}

async function byWatch(
  { api, stamps }: Watcher,
  { namespace, name }: LeaseRef,
  sights: Sights,
): Promise<void> {
  const events = watchLeases(api, { namespace, name }, stamps);
  for await (const event of within(sights.patience.seconds, events)) {
    if (!('clock' in event)) continue;
    sights.passed(event.clock.now);
    if (event.type === 'listed') for (const item of event.items) sights.see(item);
    if (event.type === 'written') sights.see(event.item);
    if (event.type === 'deleted' || sights.passed(event.clock.now)) return;
  }
}

async function byReads({ api, stamps }: Watcher, ref: LeaseRef, sights: Sights): Promise<void> {
  for (;;) {
    const item = await getLease(api, ref, stamps);
    sights.passed(item.clock.now);
    sights.see(item);
    if (sights.passed(item.clock.now)) return;
    await pause(POLL);
  }
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
