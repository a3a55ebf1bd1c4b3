// The transport of the shipped file: Bun's fetch, which keeps one connection alive.
import type { Connection } from './connection.ts';
import { unzipped } from './unzip.ts';
import {
  connectionError,
  inOurTerms,
  type Reply,
  type Request,
  type Transport,
} from './transport.ts';

/** Bun's additions to fetch, as far as they are used here. */
interface BunRequestInit extends RequestInit {
  tls: {
    ca?: string | undefined;
    cert?: string | undefined;
    key?: string | undefined;
    serverName?: string | undefined;
    rejectUnauthorized: boolean;
  };
  proxy: false;
  decompress: false;
  timeout: false;
}

export function bunTransport(connection: Connection): Transport {
  const { server, tls, headers } = connection;
  const options = {
    tls: {
      ca: tls.ca,
      cert: tls.cert,
      key: tls.key,
      serverName: tls.serverName,
      rejectUnauthorized: !tls.insecure,
    },
    // Bun would obey HTTPS_PROXY, even for loopback.
    proxy: false as const,
    timeout: false as const,
    // Bun would unpack all that has arrived at once, and prints a line of its own where that breaks off.
    decompress: false as const,
    redirect: 'manual' as const,
  };
  return {
    async send(request: Request): Promise<Reply> {
      const init: BunRequestInit = {
        ...options,
        method: request.method,
        headers: [
          ['Accept-Encoding', connection.compression ? 'gzip' : 'identity'] as [string, string],
          ...headers.map(([k, v]) => [k, v] as [string, string]),
          ...Object.entries(request.headers ?? {}),
        ],
        body: request.body ?? null,
        signal: request.signal ?? null,
      };
      const response = await fetch(server + request.path, init).catch((thrown: unknown) => {
        throw connectionError(thrown, request, false);
      });
      const reply: Reply = {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        chunks: () => chunksOf(response),
      };
      return inOurTerms(unzipped(reply, server), request);
    },
    close() {
      // fetch holds no handle that would keep the process alive.
    },
  };
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
}
