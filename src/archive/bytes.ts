// Reads a stream of bytes piece by piece, as a format of headers and lengths wants it.

/** All of it answers with less than was asked for only at the end; it throws what the source throws. */
export interface ByteReader {
  /** The next `size` bytes, which stay there. */
  peek(size: number): Promise<Buffer>;
  take(size: number): Promise<Buffer>;
  /** How many bytes were passed over; nothing is held meanwhile. */
  skip(size: number): Promise<number>;
  /** What is left, in pieces as they come. */
  rest(): AsyncGenerator<Buffer>;
}

const NOTHING = Buffer.alloc(0);

export function byteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks: AsyncIterator<Buffer, unknown> = source[Symbol.asyncIterator]();
  let held: Buffer = NOTHING;

  async function hold(size: number): Promise<void> {
    const parts = [held];
    let total = held.length;
    while (total < size) {
      const next = await chunks.next();
      if (next.done === true) break;
      parts.push(next.value);
      total += next.value.length;
    }
    if (parts.length > 1) held = Buffer.concat(parts, total);
  }

  function split(size: number): Buffer {
    const taken = held.subarray(0, size);
    held = held.subarray(size);
    return taken;
  }

  return {
    async peek(size) {
      await hold(size);
      return held.subarray(0, size);
    },
    async take(size) {
      await hold(size);
      return split(size);
    },
    async skip(size) {
      let skipped = split(size).length;
      while (skipped < size) {
        await hold(1);
        if (held.length === 0) break;
        skipped += split(size - skipped).length;
      }
      return skipped;
    },
    async *rest() {
      if (held.length > 0) yield split(held.length);
      yield* { [Symbol.asyncIterator]: () => chunks };
    },
  };
}
