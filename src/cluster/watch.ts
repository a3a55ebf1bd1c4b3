// Watches Leases: a list, then what changes, for as long as it is asked; every gap is closed by itself.
import { Failure, failure } from '../errors.ts';
import type { Clock } from '../lease/clock.ts';
import type { LeaseItem, LeaseQuery, WatchEvent } from '../lease/evidence.ts';
import { text } from '../lease/lease.ts';
import { OverLimit } from '../limits.ts';
import { pause } from '../timers.ts';
import { anew } from './anew.ts';
import { ApiFailure, type Api, type StreamedAnswer } from './api.ts';
import { WatchCheck } from './expected-watch.ts';
import { ForeignAnswer } from './expected.ts';
import { clockOf, itemFrom, listObjects, watchPath, type Timing } from './leases.ts';
import { linesOf } from './lines.ts';
import { withTicks } from './ticks.ts';

/** client-go's reflector waits between 0.8 and 30 s; an incident has less patience. */
const PATIENCE = { first: 500, most: 10_000 };

/** Seconds after which the server ends a watch, so that a dead connection is noticed. */
const WATCH_SECONDS = 300;
const SILENCE = (WATCH_SECONDS + 30) * 1000;

type Ending = 'closed' | 'too old';

export async function* watchLeases(
  api: Api,
  query: LeaseQuery,
  timing: Timing,
): AsyncGenerator<WatchEvent> {
  const watch = new Watch(api, query, timing);
  yield await watch.list();
  let [wait, lost] = [PATIENCE.first, false];
  const rest = async (): Promise<void> => {
    await pause(wait * (0.75 + Math.random() / 2), api.closed);
    wait = Math.min(wait * 2, PATIENCE.most);
  };
  while (!api.closed.aborted) {
    const begun = performance.now();
    let quiet = true;
    try {
      for await (const event of watch.follow()) {
        quiet = false;
        if (lost) yield { type: 'found' };
        [wait, lost] = [PATIENCE.first, false];
        yield event;
      }
      if (watch.ending === 'too old') yield await watch.list();
      // A server that ends every watch at once is not asked again at once.
      if (!quiet || performance.now() - begun > 1000) continue;
      await rest();
      yield { type: 'tick', clock: watch.clock() };
    } catch (thrown) {
      if (!isTransient(thrown)) throw thrown;
      if (!lost) yield { type: 'lost', why: thrown.sentence };
      lost = true;
      await rest();
    }
  }
}

/** A server that is away, overloaded or restarting; a refusal, another object and too large a one are not. */
function isTransient(thrown: unknown): thrown is Failure {
  if (thrown instanceof ForeignAnswer || thrown instanceof OverLimit) return false;
  if (thrown instanceof ApiFailure) return thrown.status === 429 || thrown.status >= 500;
  return thrown instanceof Failure;
}

class Watch {
  /** Why follow() came to its end. */
  ending: Ending = 'closed';
  readonly #api: Api;
  readonly #query: LeaseQuery;
  readonly #timing: Timing;
  readonly #check: WatchCheck;
  /** The server's clock when it was last told, and ours at that moment. */
  #told: { readonly clock: Clock; readonly at: number } | undefined;

  constructor(api: Api, query: LeaseQuery, timing: Timing) {
    this.#api = api;
    this.#query = query;
    this.#timing = timing;
    this.#check = new WatchCheck(query);
  }

  /** The server's clock: what it last said, and the time that has passed since. */
  clock(): Clock {
    if (this.#told === undefined) return clockOf(undefined);
    const { clock, at } = this.#told;
    return { ...clock, now: clock.now + Math.round((performance.now() - at) * 1000) };
  }

  async list(): Promise<WatchEvent> {
    const items: LeaseItem[] = [];
    let version: string | undefined;
    for await (const page of anew(() => listObjects(this.#api, this.#query, this.#timing))) {
      if (page.restarted) items.length = 0;
      items.push(...page.items);
      this.#tell(page.clock);
      version = page.resourceVersion ?? version;
    }
    this.#check.listed(items, version);
    return { type: 'listed', items, clock: this.clock() };
  }

  /** What happens from here on, until the server closes the stream or the place is too old. */
  async *follow(): AsyncGenerator<WatchEvent> {
    const answer = await this.#begin();
    if (answer === undefined) return;
    this.#tell(answer.clock);
    let heard = performance.now();
    try {
      for await (const line of withTicks(linesOf(answer.chunks), 1000)) {
        if (line !== undefined) heard = performance.now();
        else if (performance.now() - heard > SILENCE) throw failure('the watch fell silent');
        const event = line === undefined ? this.#tick() : this.#eventFrom(line);
        if (this.ending === 'too old') return;
        if (event !== undefined) yield event;
      }
    } finally {
      answer.cancel();
    }
  }

  async #begin(): Promise<(StreamedAnswer & { readonly clock: Clock }) | undefined> {
    this.ending = 'closed';
    const path = watchPath(this.#query, this.#check.version, WATCH_SECONDS);
    try {
      return await this.#timing.timed(() => this.#api.stream({ path }));
    } catch (thrown) {
      if (!(thrown instanceof ApiFailure) || thrown.status !== 410) throw thrown;
      this.ending = 'too old';
      return undefined;
    }
  }

  #tell(clock: Clock): void {
    this.#told = { clock, at: performance.now() };
  }

  #tick(): WatchEvent {
    return { type: 'tick', clock: this.clock() };
  }

  /** A bookmark only moves the place from which a new watch would begin. */
  #eventFrom(line: string): WatchEvent | undefined {
    const event = this.#check.event(line);
    switch (event.type) {
      case 'ERROR': {
        const { code, reason, message } = event.object;
        if (code !== 410) {
          throw new ApiFailure(
            typeof code === 'number' && code >= 400 ? code : 500,
            text(reason) ?? '',
            `Error from server: ${text(message) ?? 'the watch failed'}`,
          );
        }
        this.ending = 'too old';
        return undefined;
      }
      case 'replaced':
        // Its deletion was not told: something is missing, and the list has it.
        this.ending = 'too old';
        return undefined;
      case 'known':
        return undefined;
      case 'DELETED':
        return { type: 'deleted', item: itemFrom(event.object), clock: this.clock() };
      case 'written':
        return { type: 'written', item: itemFrom(event.object), clock: this.clock() };
    }
  }
}
