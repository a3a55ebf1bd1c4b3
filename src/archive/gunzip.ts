// Unpacks gzip so that nothing is lost of a stream that breaks off.
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { reasonOf } from '../errors.ts';
import { cutOff, damaged } from './unreadable.ts';

/**
 * What stands before a cut comes out before the Unreadable is thrown: an async iteration over the
 * engine itself would drop what it had not yet handed on. Several gzip members in a row are one
 * stream, and zeros behind the last one are padding, as gzip(1) has it.
 */
export async function* gunzip(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const engine = createGunzip();
  const next = () => engine.read() as Buffer | null;
  const unpacked: Buffer[] = [];
  const collect = () => {
    for (let chunk = next(); chunk !== null; chunk = next()) unpacked.push(chunk);
  };
  engine.on('readable', collect);
  const over = once(engine, 'end');
  // Awaited below: until then an error is nobody's.
  over.catch(() => undefined);
  try {
    for await (const { chunk, last } of lastByteApart(packed)) {
      const taken = new Promise((resolve: (thrown?: unknown) => void) => {
        if (last) engine.end(chunk, resolve);
        else engine.write(chunk, resolve);
      });
      await Promise.race([taken, over]);
      collect();
      yield* unpacked.splice(0);
      if (engine.readableEnded) break;
    }
    await over;
    yield* unpacked.splice(0);
  } catch (thrown) {
    throw broken(thrown as NodeJS.ErrnoException);
  } finally {
    engine.destroy();
  }
}

/** Small enough that gzip makes at most 4 MiB of it. */
const PIECE = 2 ** 12;

/**
 * Only with its last input does the engine find out that the stream is not whole, and what it then
 * has made of that input is lost: so that is one byte.
 */
async function* lastByteApart(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ chunk: Buffer; last: boolean }> {
  let held: Buffer | undefined;
  for await (const chunk of pieces(chunks)) {
    if (held !== undefined) yield { chunk: held, last: false };
    held = chunk;
  }
  if (held === undefined) return;
  if (held.length > 1) yield { chunk: held.subarray(0, -1), last: false };
  yield { chunk: held.subarray(-1), last: true };
}

async function* pieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

function broken(thrown: NodeJS.ErrnoException): Error {
  if (thrown.code === 'Z_BUF_ERROR') return cutOff('its gzip data ends too early');
  const isGzip = thrown.code?.startsWith('Z_') === true;
  return isGzip ? damaged(`its gzip data is wrong (${reasonOf(thrown)})`) : thrown;
}
