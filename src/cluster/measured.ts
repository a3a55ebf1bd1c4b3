// How many bytes of an answer are read, counted as they come.
import { overLimit, type Limits } from '../limits.ts';
import type { Reply, Transport } from './transport.ts';

/** Of a refusal no more is quoted than a part of this; the rest is not waited for. */
const REFUSAL = 1_000_000;

/** A watch has no end: what is measured of it is each of its events. */
export function measured(
  transport: Transport,
  { server, limits }: { readonly server: string; readonly limits: Limits },
): Transport {
  return {
    ...transport,
    async send(request) {
      const reply = await transport.send(request);
      if (reply.status < 200 || reply.status >= 300)
        return { ...reply, chunks: () => beginning(reply) };
      if (request.watch === true) return reply;
      const most = Math.min(limits.answer, request.mostBytes ?? limits.answer);
      return { ...reply, chunks: () => upTo(most, reply, server) };
    },
  };
}

async function* upTo(most: number, reply: Reply, server: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of reply.chunks()) {
    size += chunk.length;
    if (size > most) throw overLimit('answer', `the answer of ${server}`, most);
    yield chunk;
  }
}

async function* beginning(reply: Reply): AsyncGenerator<Uint8Array> {
  let left = REFUSAL;
  for await (const chunk of reply.chunks()) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}
