// One Lease and one Pod in memory, behind the two interfaces by which an operation reaches a server.
import { Failure } from '../../src/errors.ts';
import type { Clock } from '../../src/lease/clock.ts';
import type { Evidence, LeaseItem, WatchEvent } from '../../src/lease/evidence.ts';
import { leaseFrom, object, type RawObject } from '../../src/lease/lease.ts';
import type { Micros } from '../../src/lease/time.ts';
import type { Patch } from '../../src/operation/json-patch.ts';
import type { Answer, PodSight, Writing } from '../../src/operation/writing.ts';
import { Channel } from '../../src/commands/channel.ts';
import { applied } from './patched.ts';

export const REF = { namespace: 'payments', name: 'reconciler' };

/** Takes a request before the store does: an answer, or undefined to let it pass. */
export type Fault = (pass: () => Answer, patch: Patch) => Promise<Answer> | Answer | undefined;

export interface Written {
  readonly by: string;
  readonly raw: RawObject;
  /** Milliseconds of this process. */
  readonly at: number;
}

/** The API server's clock of these tests. */
export function serverNow(): Micros {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}

const unasked = (): never => {
  throw new Error('an operation asks no such thing');
};

/** What an operation that is carried out has no need of. */
const NOT_ASKED: Omit<Evidence, 'lease' | 'watch'> = {
  ...{ defaultNamespace: undefined, leases: unasked, objects: unasked, look: unasked },
  ...{ review: unasked, version: unasked, watched: unasked, audit: unasked },
  ...{ featureGate: unasked, close: unasked },
};

export class Store {
  raw: RawObject | undefined;
  /** The API server's clock. */
  readonly now: () => Micros;
  readonly log: Written[] = [];
  readonly events: RawObject[] = [];
  /** Of patches, of each the next one. */
  readonly faults: Fault[] = [];
  /** To the creation of an Event, of each the next one. */
  readonly eventAnswers: Answer[] = [];
  /** What the server makes of a patch before it stores it. */
  admit = (raw: RawObject): RawObject => raw;
  /** What the Eviction API does. */
  evict: () => Answer = () => DONE;
  /** The run is over: its electors end. */
  isOver = false;
  /** What every read throws, as of a server that is away. */
  away = false;
  readonly #watchers = new Set<Channel<WatchEvent>>();
  readonly #pods = new Set<Channel<PodSight>>();
  #version = 1000;
  #pod: PodSight | undefined;

  constructor(raw: RawObject, now: () => Micros = serverNow) {
    this.raw = raw;
    this.now = now;
  }

  /** As somebody of that name writes it; undefined where the guard of a write lets it be. */
  write(by: string, spec: RawObject, metadata: RawObject = {}): void {
    if (this.raw === undefined) return;
    const before = object(this.raw['metadata']);
    const after = { ...object(this.raw['spec']), ...spec };
    this.#keep(by, { ...this.raw, metadata: { ...before, ...metadata }, spec: after });
  }

  delete(): void {
    const item = this.item();
    this.raw = undefined;
    this.#tell({ type: 'deleted', item, clock: this.#clock() });
  }

  /** After a deletion: another object of the same name. */
  create(raw: RawObject): void {
    this.#keep('maker', raw);
  }

  showPod(sight: PodSight): void {
    this.#pod = sight;
    for (const channel of this.#pods) channel.push(sight);
  }

  item(): LeaseItem {
    if (this.raw === undefined) throw new Failure('not found', { notFound: true });
    return { raw: this.raw, lease: leaseFrom(this.raw) };
  }

  readonly evidence: Evidence = {
    ...NOT_ASKED,
    lease: () => {
      if (this.away) return Promise.reject(new Failure('away'));
      return Promise.resolve().then(() => ({ ...this.item(), clock: this.#clock() }));
    },
    watch: () => {
      const channel = new Channel<WatchEvent>();
      this.#watchers.add(channel);
      const items = this.raw === undefined ? [] : [this.item()];
      channel.push({ type: 'listed', items, clock: this.#clock() });
      return channel;
    },
  };

  readonly writing: Writing = {
    patchLease: async (_, patch) => {
      const pass = (): Answer => this.#patch(patch);
      return (await this.faults.shift()?.(pass, patch)) ?? pass();
    },
    evict: () => Promise.resolve().then(() => this.evict()),
    createEvent: (event) => {
      const answer = this.eventAnswers.shift() ?? DONE;
      if (answer.kind === 'done') this.events.push(event);
      return Promise.resolve(answer);
    },
    may: () => Promise.resolve({ seen: true, value: true }),
    whoAmI: () => Promise.resolve({ seen: true, value: 'alice' }),
    watchPod: (_, __, signal) => {
      const channel = new Channel<PodSight>();
      this.#pods.add(channel);
      if (this.#pod !== undefined) channel.push(this.#pod);
      signal.addEventListener('abort', () => {
        channel.end();
      });
      return channel;
    },
  };

  #patch(patch: Patch): Answer {
    if (this.raw === undefined) return no(404, 'not found');
    const result = applied(this.raw, patch);
    if ('status' in result) return no(result.status, REFUSED);
    this.#keep('us', this.admit(result.raw));
    return { kind: 'done', raw: this.item().raw, at: undefined };
  }

  #keep(by: string, raw: RawObject): void {
    this.#version += 1;
    const metadata = { ...object(raw['metadata']), resourceVersion: String(this.#version) };
    const stored = structuredClone({ ...raw, metadata });
    this.raw = stored;
    this.log.push({ by, raw: stored, at: performance.now() });
    this.#tell({ type: 'written', item: this.item(), clock: this.#clock() });
  }

  #clock(): Clock {
    return { now: this.now(), source: 'server', restamps: true };
  }

  #tell(event: WatchEvent): void {
    for (const channel of this.#watchers) channel.push(event);
  }
}

export const DONE: Answer = { kind: 'done', raw: {}, at: undefined };
/** Of a JSON patch whose test failed, in the server's words. */
export const REFUSED = 'the server rejected our request due to an error in our request';

export function no(status: number, sentence = 'no'): Answer {
  return { kind: 'no', status, reason: '', sentence };
}
