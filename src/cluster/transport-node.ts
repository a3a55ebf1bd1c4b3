// The transport of the npm package: node:https with one agent that keeps connections alive.
import http from 'node:http';
import https from 'node:https';
import { createGunzip } from 'node:zlib';
import type { Connection } from './connection.ts';
import {
  ConnectionError,
  causeInWords,
  type Reply,
  type Request,
  type Transport,
} from './transport.ts';

export function nodeTransport(connection: Connection): Transport {
  const { server, tls, headers, requestTimeout } = connection;
  const base = new URL(server);
  const secure = base.protocol === 'https:';
  const agent = secure
    ? new https.Agent({
        keepAlive: true,
        ca: tls.ca,
        cert: tls.cert,
        key: tls.key,
        rejectUnauthorized: !tls.insecure,
        ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
      })
    : new http.Agent({ keepAlive: true });
  const options: https.RequestOptions = {
    agent,
    host: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port || (secure ? 443 : 80),
  };
  const failed = (thrown: unknown): never => fail(thrown, requestTimeout);
  return {
    send: (request) =>
      exchange(secure ? https.request : http.request, request, {
        ...options,
        method: request.method,
        path: base.pathname.replace(/\/$/, '') + request.path,
        headers: { ...grouped(headers), 'Accept-Encoding': 'gzip', ...request.headers },
        ...(requestTimeout > 0 ? { signal: AbortSignal.timeout(requestTimeout) } : {}),
      })
        .then((incoming) => replyOf(incoming, failed))
        .catch(failed),
    close: () => {
      agent.destroy();
    },
  };
}

/** Impersonate-Group may stand there several times. */
function grouped(headers: Connection['headers']): Record<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const [name, value] of headers) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(byName);
}

function exchange(
  start: typeof https.request,
  { body }: Request,
  options: https.RequestOptions,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = start(options, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function replyOf(incoming: http.IncomingMessage, failed: (thrown: unknown) => never): Reply {
  const chunks = (): AsyncIterable<Uint8Array> => chunksOf(incoming, failed);
  return {
    status: incoming.statusCode ?? 0,
    header: (name) => {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    text: async () => Buffer.concat(await Array.fromAsync(chunks())).toString('utf8'),
    chunks,
  };
}

async function* chunksOf(
  incoming: http.IncomingMessage,
  failed: (thrown: unknown) => never,
): AsyncGenerator<Uint8Array> {
  const zipped = incoming.headers['content-encoding'] === 'gzip';
  const stream = zipped ? incoming.pipe(createGunzip()) : incoming;
  if (zipped) incoming.on('error', (error) => stream.destroy(error));
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (thrown) {
    failed(thrown);
  }
}

function fail(thrown: unknown, timeout: number): never {
  const { code, name, message } = thrown as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') throw new ConnectionError('refused', message, thrown);
  if (name === 'TimeoutError' || name === 'AbortError') {
    throw new ConnectionError('timeout', `request timed out after ${timeout / 1000}s`, thrown);
  }
  throw new ConnectionError('other', causeInWords(code, message), thrown);
}
