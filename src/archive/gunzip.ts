// Unpacks gzip so that nothing is lost of a stream that breaks off.
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
  let ended = false;
  const over = new Promise<void>((resolve, reject) => {
    engine.once('end', () => {
      ended = true;
      resolve();
    });
    engine.once('error', (thrown) => {
      reject(broken(thrown));
    });
  });
  // It is awaited below; until then nobody else must be told.
  over.catch(() => undefined);
  try {
    for await (const { chunk, last } of lastByteApart(packed)) {
      const taken = new Promise<void>((resolve) => {
        const done = () => {
          resolve();
        };
        if (last) engine.end(chunk, done);
        else engine.write(chunk, done);
      });
      await Promise.race([taken, over]);
      collect();
      yield* unpacked.splice(0);
      if (ended) break;
    }
    await over;
    yield* unpacked.splice(0);
  } finally {
    engine.destroy();
  }
}

/**
 * Only with its last input does the engine find out that the stream is not whole, and what it then
 * has made of that input is lost: so that is one byte.
 */
async function* lastByteApart(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ chunk: Buffer; last: boolean }> {
  let held: Buffer | undefined;
  for await (const chunk of chunks) {
    if (held !== undefined) yield { chunk: held, last: false };
    held = chunk;
  }
  if (held === undefined) return;
  if (held.length > 1) yield { chunk: held.subarray(0, -1), last: false };
  yield { chunk: held.subarray(-1), last: true };
}

function broken(thrown: NodeJS.ErrnoException): Error {
  return thrown.code === 'Z_BUF_ERROR'
    ? cutOff('its gzip data ends too early')
    : damaged(`its gzip data is wrong (${reasonOf(thrown)})`);
}
