// The transport of the shipped file: Bun's fetch, which keeps one connection alive.
import type { Connection } from './connection.ts';
import {
  ConnectionError,
  causeInWords,
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
  timeout: false;
}

export function bunTransport(connection: Connection): Transport {
  const { server, tls, headers, requestTimeout } = connection;
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
    redirect: 'manual' as const,
  };
  return {
    async send(request: Request): Promise<Reply> {
      const signal = requestTimeout > 0 ? AbortSignal.timeout(requestTimeout) : null;
      const init: BunRequestInit = {
        ...options,
        method: request.method,
        headers: [
          ...(connection.compression ? [] : [['Accept-Encoding', 'identity'] as [string, string]]),
          ...headers.map(([k, v]) => [k, v] as [string, string]),
          ...Object.entries(request.headers ?? {}),
        ],
        body: request.body ?? null,
        signal,
      };
      const failed = (thrown: unknown): never => fail(thrown, requestTimeout);
      const response = await fetch(server + request.path, init).catch(failed);
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        text: () => response.text().catch(failed),
        chunks: () => chunksOf(response, failed),
      };
    },
    close() {
      // fetch holds no handle that would keep the process alive.
    },
  };
}

async function* chunksOf(
  response: Response,
  failed: (thrown: unknown) => never,
): AsyncGenerator<Uint8Array> {
  try {
    yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
  } catch (thrown) {
    failed(thrown);
  }
}

function fail(thrown: unknown, timeout: number): never {
  const { code, name, message } = thrown as { code?: string; name?: string; message?: string };
  if (code === 'ECONNREFUSED') throw new ConnectionError('refused', message ?? '', thrown);
  if (name === 'TimeoutError') {
    throw new ConnectionError('timeout', `request timed out after ${timeout / 1000}s`, thrown);
  }
  throw new ConnectionError('other', causeInWords(code, message ?? String(thrown)), thrown);
}
