// How much one list may be: pages, objects, bytes and time, and a token that leads on.
import { Failure } from '../errors.ts';
import { overLimit, type Limits } from '../limits.ts';

export class Listing {
  readonly #subject: string;
  readonly #limits: Limits;
  readonly #time: number;
  readonly #begun = performance.now();
  #pages = 0;
  #objects = 0;
  #bytes = 0;
  /** Compared with each token, and replaced at ever longer distances: finds every circle. */
  #remembered: string | undefined;
  #replaceAt = 1;

  /** `requestTimeout` (0 for none): who waits longer for one answer waits as long for a list. */
  constructor(subject: string, limits: Limits, requestTimeout: number) {
    this.#subject = subject;
    this.#limits = limits;
    this.#time = Math.max(limits.time, requestTimeout);
  }

  /** A page of so many bytes has come, and this is where the next one is; undefined for the last. */
  page(bytes: number, token: string | undefined): void {
    this.#pages += 1;
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.list) {
      throw overLimit('list', this.#subject, this.#limits.list);
    }
    if (token === undefined) return;
    if (this.#pages >= this.#limits.pages) {
      throw overLimit('pages', this.#subject, this.#limits.pages);
    }
    if (performance.now() - this.#begun > this.#time) {
      throw overLimit('time', this.#subject, this.#time);
    }
    if (token === this.#remembered) {
      throw new Failure(
        `error: ${this.#subject} has no end: the API server gave the same continue token twice`,
      );
    }
    if (this.#pages < this.#replaceAt) return;
    this.#remembered = token;
    this.#replaceAt *= 2;
  }

  /** The same objects, counted as they are taken. */
  *counted<Item>(items: Iterable<Item>): Generator<Item> {
    for (const item of items) {
      this.#objects += 1;
      if (this.#objects > this.#limits.objects) {
        throw overLimit('objects', this.#subject, this.#limits.objects);
      }
      yield item;
    }
  }
}
