// The Lease and the old holder's Pod, watched while an operation goes on; what breaks is read instead.
import { Failure } from '../errors.ts';
import type { Evidence, LeaseItem, WatchEvent } from '../lease/evidence.ts';
import { object, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import { isOlder } from '../lease/resource-version.ts';
import type { Surroundings } from './operation.ts';
import type { ServerClock } from './server-clock.ts';
import type { Writing } from './writing.ts';

/** Milliseconds between two reads where nothing may be watched, and between two watches of a Pod. */
const POLL = 500;
/** Milliseconds for which a watch may tell nothing before the Lease is read beside it. */
const SILENCE = 5000;
/** Milliseconds between two of those reads: a leader renews once in two seconds or so. */
const BESIDE = 1000;

type Around = Pick<Surroundings, 'givenUp' | 'time' | 'defect'>;

export class Watching {
  /** As it was last seen; undefined once it is deleted. */
  lease: LeaseItem | undefined;
  isDeleted = false;
  /** Why nothing is known of the Lease at the moment. */
  unseen: string | undefined;
  readonly #ending = new AbortController();
  /** The watch is broken. */
  #isLost = false;
  readonly #around: Around;
  readonly #uid: string | undefined;
  #wake = Promise.withResolvers<undefined>();
  /** When the watch told of the Lease last. */
  #heard: number;
  #read: (() => Promise<LeaseItem | undefined>) | undefined;

  constructor(first: LeaseItem, around: Around) {
    this.lease = first;
    this.#uid = first.lease.uid;
    this.#around = around;
    this.#heard = around.time.now();
    around.givenUp.addEventListener('abort', () => {
      this.changed();
    });
  }

  /** Until end(). */
  followLease(ref: LeaseRef, evidence: Evidence, clock: ServerClock): void {
    this.#read = async () => {
      const { clock: read, ...item } = await evidence.lease(ref);
      if (read.source === 'server') clock.tell(read.now);
      return item;
    };
    void this.#goOn(async () => {
      for await (const event of evidence.watch(ref)) {
        if (this.#isOver()) return;
        this.#told(event, clock);
      }
    }).then(() => this.#poll(POLL, () => true));
    const isSilent = (): boolean => this.#around.time.now() - this.#heard >= SILENCE;
    void this.#poll(BESIDE, () => this.isDeleted || this.#isLost || isSilent());
  }

  /** Until end(), or until it is gone; a watch that breaks or ends is begun anew. */
  followPod(pod: LeaseRef, uid: string, writing: Writing, see: (raw: RawObject) => void): void {
    const follow = async (): Promise<boolean> => {
      let isGone = false;
      for await (const sight of writing.watchPod(pod, uid, this.#ending.signal)) {
        isGone ||= sight.kind === 'gone';
        const raw = sight.kind === 'unseen' ? undefined : sight.raw;
        if (raw !== undefined && isOfUid(raw, uid)) see(raw);
        this.changed();
      }
      return isGone;
    };
    void (async () => {
      while (!this.#isOver()) {
        if ((await this.#goOn(follow)) === true) return;
        await this.#around.time.pause(POLL, this.#ending.signal);
      }
    })();
  }

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
    const { time } = this.#around;
    const ending = new AbortController();
    // What is left of a second is a fraction that no clock moves by.
    const length = Math.ceil(milliseconds);
    const over = time.pause(length, ending.signal).then(() => 'over' as const);
    try {
      return await this.#untilOver(check, over, time.now() + length);
    } finally {
      ending.abort();
    }
  }

  /** The same, for as long as it takes. */
  ever<T>(check: () => T | undefined): Promise<T | undefined> {
    return this.#untilOver(check, new Promise<never>(() => undefined));
  }

  async #untilOver<T>(
    check: () => T | undefined,
    over: Promise<'over'>,
    deadline = Infinity,
  ): Promise<T | undefined> {
    // The clock counts too: a timer of a machine that slept comes late.
    while (this.#around.time.now() < deadline) {
      const found = check();
      if (found !== undefined || this.#around.givenUp.aborted) return found;
      if ((await Promise.race([this.#wake.promise, over])) === 'over') break;
    }
    return check();
  }

  /** What a write answered with is newer than what the watch has told so far. */
  saw(item: LeaseItem): void {
    // A Lease that was deleted stays so: one that is made since is another.
    if (this.isDeleted || isOlder(item.lease.resourceVersion, this.lease?.lease.resourceVersion)) {
      return;
    }
    this.lease = item;
    this.changed();
  }

  /**
   * Read now, and believed whatever was told before: what a watch tells may be another Lease's, or
   * nobody's. Undefined where it is gone; `unread` where that cannot be said.
   */
  async asked(): Promise<LeaseItem | undefined | 'unread'> {
    try {
      const item = await this.#read?.();
      this.#is(item);
      return item;
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (!thrown.notFound) return 'unread';
      this.#deleted();
      return undefined;
    }
  }

  #told(event: WatchEvent, clock: ServerClock): void {
    if ('clock' in event && event.clock.source === 'server') clock.tell(event.clock.now);
    if (event.type === 'lost') {
      this.#isLost = true;
      this.unseen = event.why;
    } else if (event.type !== 'tick') {
      this.#isLost = false;
      this.unseen = undefined;
    }
    if (event.type === 'deleted') this.#deleted();
    const items = event.type === 'written' ? [event.item] : undefined;
    const told = event.type === 'listed' ? event.items : items;
    if (told === undefined) return;
    this.#heard = this.#around.time.now();
    const [item] = told;
    if (item === undefined) this.#deleted();
    else this.saw(item);
  }

  async #poll(every: number, isDue: () => boolean): Promise<void> {
    while (!this.#isOver()) {
      if (isDue()) await this.#goOn(() => this.#look());
      await this.#around.time.pause(every, this.#ending.signal);
    }
  }

  async #look(): Promise<void> {
    try {
      const item = await this.#read?.();
      this.unseen = undefined;
      if (item === undefined) return;
      // It was said to be deleted, and is there.
      if (this.isDeleted && item.lease.uid === this.#uid) this.#is(item);
      else this.saw(item);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (thrown.notFound) this.#deleted();
      else this.unseen = thrown.sentence;
    }
  }

  /** One that cannot go on ends by itself, and nothing else does. */
  async #goOn<T>(follow: () => Promise<T>): Promise<T | undefined> {
    try {
      return await follow();
    } catch (thrown) {
      // Who may read it but not watch it, among others.
      if (!(thrown instanceof Failure)) this.#around.defect(thrown);
      return undefined;
    }
  }

  #isOver(): boolean {
    return this.#ending.signal.aborted;
  }

  #deleted(): void {
    this.#is(undefined);
  }

  #is(item: LeaseItem | undefined): void {
    this.lease = item;
    this.isDeleted = item === undefined;
    this.changed();
  }
}

function isOfUid(pod: RawObject, uid: string): boolean {
  return (text(object(pod['metadata'])['uid']) ?? uid) === uid;
}
