// Takes gzip off an answer as it arrives, so that whoever reads it can stop at any size.
import { Failure } from '../errors.ts';
import type { Reply } from './transport.ts';

/** `server` is named where the answer has an encoding that nobody asked for. */
export function unzipped(reply: Reply, server: string): Reply {
  const encoding = reply.header('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return reply;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    const named = /^[\w.-]{1,20}$/.test(encoding) ? `the encoding ${encoding}` : 'an encoding';
    throw new Failure(`error: ${server} answered in ${named} that was not asked for`, {
      hint: 'A proxy changes the answers: --disable-compression may keep it from that.',
    });
  }
  return { ...reply, chunks: () => gunzip(reply.chunks()) };
}

/** Loaded only by who gets gzip. */
async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Readable, pipeline } = await import('node:stream');
  const { createGunzip } = await import('node:zlib');
  const engine = createGunzip({ chunkSize: 64 * 1024 });
  // What breaks off breaks the engine too, and that is thrown to whoever reads.
  pipeline(Readable.from(packed, { objectMode: false }), engine, () => undefined);
  yield* engine as AsyncIterable<Uint8Array>;
}
