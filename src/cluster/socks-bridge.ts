// A CONNECT proxy on loopback that leads into a SOCKS proxy, which Bun's fetch cannot speak to.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { failure } from '../errors.ts';
import { socksSocket } from './socks.ts';

/** The bridge's address; it carries only those who know the password in it. */
export async function openSocksBridge(proxy: string, server: string): Promise<string> {
  if (server.startsWith('http://')) {
    throw failure('a SOCKS proxy in front of an http server is not supported: use https');
  }
  const password = randomUUID();
  const expected = `Basic ${Buffer.from(`bridge:${password}`).toString('base64')}`;
  const bridge = createServer((_request, response) => response.writeHead(405).end());
  bridge.on('connect', (request: IncomingMessage, client: Socket) => {
    if (request.headers['proxy-authorization'] !== expected) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    void lead(client, proxy, request.url ?? '');
  });
  bridge.listen(0, '127.0.0.1');
  await once(bridge, 'listening');
  bridge.unref();
  const { port } = bridge.address() as AddressInfo;
  return `http://bridge:${password}@127.0.0.1:${port}`;
}

async function lead(client: Socket, proxy: string, target: string): Promise<void> {
  try {
    const { hostname, port } = new URL(`http://${target}`);
    const upstream = await socksSocket(proxy, hostname, Number(port || '80'));
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    pipeline(client, upstream, client, () => undefined);
    client.unref();
    upstream.unref();
  } catch {
    client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  }
}
