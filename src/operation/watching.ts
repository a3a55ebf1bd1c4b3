// The Lease and the old holder's Pod, watched while an operation goes on.
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../errors.ts';
import type { Evidence, LeaseItem } from '../lease/evidence.ts';
import type { LeaseRef, RawObject } from '../lease/lease.ts';
import type { ServerClock } from './server-clock.ts';
import type { Writing } from './writing.ts';

/** Milliseconds between two reads where nothing may be watched. */
const POLL = 500;

export class Watching {
  /** As it was last seen; undefined once it is deleted. */
  lease: LeaseItem | undefined;
  isDeleted = false;
  /** Why nothing is known of the Lease at the moment. */
  unseen: string | undefined;
  readonly #ending = new AbortController();
  readonly #givenUp: AbortSignal;
  #defect: { readonly thrown: unknown } | undefined;
  #wake = Promise.withResolvers<undefined>();

  constructor(first: LeaseItem, givenUp: AbortSignal) {
    this.lease = first;
    this.#givenUp = givenUp;
    givenUp.addEventListener('abort', () => {
      this.changed();
    });
  }

  /** Both go on until end(). */
  followLease(ref: LeaseRef, evidence: Evidence, clock: ServerClock): void {
    void this.#watchLease(ref, evidence, clock)
      .catch((thrown: unknown) => {
        // Who may read it but not watch it.
        if (!(thrown instanceof Failure)) throw thrown;
        this.unseen = thrown.sentence;
        return this.#pollLease(ref, evidence, clock);
      })
      .catch(this.#breaks);
  }

  followPod(pod: LeaseRef, uid: string, writing: Writing, see: (raw: RawObject) => void): void {
    void (async () => {
      for await (const sight of writing.watchPod(pod, uid, this.#ending.signal)) {
        if (sight.kind !== 'unseen' && sight.raw !== undefined) see(sight.raw);
        this.changed();
      }
    })().catch(this.#breaks);
  }

  /** A defect is thrown to whoever waits, rather than at nobody. */
  readonly #breaks = (thrown: unknown): void => {
    this.#defect = { thrown };
    this.changed();
  };

  end(): void {
    this.#ending.abort();
    this.changed();
  }

  changed(): void {
    this.#wake.resolve(undefined);
    this.#wake = Promise.withResolvers();
  }

  /** What `check` comes to, asked anew at each change; undefined after so many milliseconds. */
  async until<T>(check: () => T | undefined, milliseconds: number): Promise<T | undefined> {
    const ending = new AbortController();
    const over = delay(Math.min(milliseconds, LONGEST), 'over' as const, { signal: ending.signal });
    over.catch(() => undefined);
    try {
      return await this.#untilOver(check, over);
    } finally {
      ending.abort();
    }
  }

  /** The same, for as long as it takes. */
  ever<T>(check: () => T | undefined): Promise<T | undefined> {
    return this.#untilOver(check, new Promise<never>(() => undefined));
  }

  async #untilOver<T>(check: () => T | undefined, over: Promise<'over'>): Promise<T | undefined> {
    for (;;) {
      if (this.#defect !== undefined) throw this.#defect.thrown;
      const found = check();
      if (found !== undefined || this.#givenUp.aborted) return found;
      if ((await Promise.race([this.#wake.promise, over])) === 'over') return check();
    }
  }

  /** What a write answered with is newer than what the watch has told so far. */
  saw(item: LeaseItem): void {
    if (versionOf(item) < versionOf(this.lease)) return;
    this.lease = item;
    this.changed();
  }

  async #watchLease(ref: LeaseRef, evidence: Evidence, clock: ServerClock): Promise<void> {
    for await (const event of evidence.watch(ref)) {
      if (this.#ending.signal.aborted) return;
      if ('clock' in event && event.clock.source === 'server') clock.tell(event.clock.now);
      if (event.type === 'lost') this.unseen = event.why;
      else this.unseen = undefined;
      if (event.type === 'written') this.saw(event.item);
      if (event.type === 'deleted') this.#deleted();
      if (event.type !== 'listed') continue;
      const [item] = event.items;
      if (item === undefined) this.#deleted();
      else this.saw(item);
    }
  }

  async #pollLease(ref: LeaseRef, evidence: Evidence, clock: ServerClock): Promise<void> {
    while (!this.#ending.signal.aborted) {
      try {
        const { clock: read, ...item } = await evidence.lease(ref);
        if (read.source === 'server') clock.tell(read.now);
        this.unseen = undefined;
        this.saw(item);
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown;
        if (thrown.notFound) this.#deleted();
        else this.unseen = thrown.sentence;
      }
      await delay(POLL);
    }
  }

  #deleted(): void {
    this.isDeleted = true;
    this.lease = undefined;
    this.changed();
  }
}

/** A timer for longer than this fires at once. */
const LONGEST = 2 ** 31 - 1;

/** Of one object they grow (KEP-5504); one that is no number is taken as it comes. */
function versionOf(item: LeaseItem | undefined): number {
  const version = Number(item?.lease.resourceVersion);
  return Number.isNaN(version) ? Infinity : version;
}
