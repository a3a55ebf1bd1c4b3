// Reads a stream of bytes piece by piece, as a format of headers and lengths wants it.

/** All of it answers with less than was asked for only at the end; it throws what the source throws. */
export interface ByteReader {
  /** The next `size` bytes, which stay there. */
  peek(size: number): Promise<Buffer>;
  take(size: number): Promise<Buffer>;
  /** How many bytes were passed over; nothing is held meanwhile. */
  skip(size: number): Promise<number>;
  /** Passes over blocks of zeros. */
  skipZeros(block: number): Promise<void>;
  /** What is left, in pieces as they come. */
  rest(): AsyncGenerator<Buffer>;
}

const NOTHING = Buffer.alloc(0);

/** From here on a second copy would cost too much memory. */
const LARGE = 2 ** 22;

export function byteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks: AsyncIterator<Buffer, unknown> = source[Symbol.asyncIterator]();
  let held: Buffer = NOTHING;

  /** Undefined at the end. */
  async function next(): Promise<Buffer | undefined> {
    const { done, value } = await chunks.next();
    return done === true ? undefined : value;
  }

  async function hold(size: number): Promise<void> {
    const parts = [held];
    let total = held.length;
    while (total < size) {
      const chunk = await next();
      if (chunk === undefined) break;
      parts.push(chunk);
      total += chunk.length;
    }
    if (parts.length > 1) held = Buffer.concat(parts, total);
  }

  function split(size: number): Buffer {
    const taken = held.subarray(0, size);
    held = held.subarray(size);
    return taken;
  }

  /** Memory that nothing is written to yet costs nothing. */
  async function takeLarge(size: number): Promise<Buffer> {
    let all: Buffer | undefined;
    let total = held.length;
    while (total < size) {
      const chunk = await next();
      if (chunk === undefined) break;
      if (all === undefined) {
        all = Buffer.allocUnsafe(size);
        held.copy(all);
      }
      const copied = chunk.copy(all, total);
      total += copied;
      held = chunk.subarray(copied);
    }
    if (all === undefined) return split(size);
    if (total < size) held = NOTHING;
    return all.subarray(0, total);
  }

  return {
    async peek(size) {
      await hold(size);
      return held.subarray(0, size);
    },
    async take(size) {
      await hold(Math.min(size, LARGE));
      return size > LARGE && held.length >= LARGE ? takeLarge(size) : split(size);
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
    async skipZeros(block) {
      for (;;) {
        await hold(block);
        const zeros = zerosAtStart(held);
        if (zeros < block) return;
        split(zeros - (zeros % block));
      }
    },
    async *rest() {
      if (held.length > 0) yield split(held.length);
      yield* { [Symbol.asyncIterator]: () => chunks };
    },
  };
}

const ZEROS = Buffer.alloc(2 ** 16);

function zerosAtStart(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length) {
    const size = Math.min(ZEROS.length, bytes.length - at);
    if (bytes.compare(ZEROS, 0, size, at, at + size) !== 0) break;
    at += size;
  }
  while (at < bytes.length && bytes[at] === 0) at += 1;
  return at;
}
