// Values that are told to one listener, in their order, as soon as they are told.
export class Channel<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #more = Promise.withResolvers<undefined>();
  #isOver = false;

  push(value: T): void {
    this.#waiting.push(value);
    this.#more.resolve(undefined);
  }

  end(): void {
    this.#isOver = true;
    this.#more.resolve(undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#waiting.length > 0) yield* this.#waiting.splice(0, 1);
      if (this.#isOver) return;
      await this.#more.promise;
      this.#more = Promise.withResolvers();
    }
  }
}
