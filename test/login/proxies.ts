// Proxies on loopback that note down what they were asked for; every name leads to 127.0.0.1.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Recorder {
  readonly url: string;
  /** What was asked for since the last call, each once. */
  drain(): string[];
  close(): void;
}

interface ProxyOptions {
  /** name:password to be given. */
  readonly login?: string;
  /** For a proxy that speaks TLS. */
  readonly identity?: { readonly cert: string; readonly key: string };
}

/** A tunnel for CONNECT; plain requests with a whole URL are passed on too. */
export async function connectProxy({ login, identity }: ProxyOptions): Promise<Recorder> {
  const seen = new Set<string>();
  const expected = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const refused = (request: http.IncomingMessage) =>
    expected !== undefined && request.headers['proxy-authorization'] !== expected;
  const server = identity ? https.createServer(identity) : http.createServer();
  server.on('connect', (request: http.IncomingMessage, client: Socket) => {
    // Whoever has its answer gives up what else is on its way.
    client.on('error', () => client.destroy());
    seen.add(`CONNECT ${request.url ?? ''}${refused(request) ? ' refused' : ''}`);
    if (refused(request)) client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    else tunnel(client, portOf(request.url), 'HTTP/1.1 200 OK\r\n\r\n');
  });
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    const { host, port, pathname, search } = new URL(request.url ?? '');
    seen.add(`http://${host}`);
    const { method, headers } = request;
    const onward = http.request(
      { host: '127.0.0.1', port, method, headers, path: pathname + search },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('error', () => onward.destroy());
    request.pipe(onward);
  });
  return recorder(server, identity ? 'https' : 'http', seen, login);
}

/** SOCKS5 without a login (RFC 1928); it takes names and addresses. */
export async function socksProxy(): Promise<Recorder> {
  const seen = new Set<string>();
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request: Buffer) => {
        const byName = request[3] === 3;
        const end = byName ? 5 + (request[4] ?? 0) : 8;
        const host = byName
          ? request.subarray(5, end).toString()
          : request.subarray(4, end).join('.');
        const port = request.readUInt16BE(end);
        seen.add(`SOCKS ${host}:${port}`);
        tunnel(client, port, Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
      });
    });
  });
  return recorder(server, 'socks5', seen, undefined);
}

function tunnel(client: Socket, port: number, greeting: string | Buffer): void {
  const upstream = connect(port, '127.0.0.1', () => {
    client.write(greeting);
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => client.destroy());
  client.on('error', () => upstream.destroy());
}

function portOf(target: string | undefined): number {
  return Number(/:(\d+)$/.exec(target ?? '')?.[1]);
}

async function recorder(
  server: http.Server | ReturnType<typeof createServer>,
  scheme: string,
  seen: Set<string>,
  login: string | undefined,
): Promise<Recorder> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://${login === undefined ? '' : `${login}@`}127.0.0.1:${port}`,
    drain: () => {
      const lines = [...seen].sort();
      seen.clear();
      return lines;
    },
    close: () => server.close(),
  };
}
