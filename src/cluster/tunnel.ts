// A connection through an http or https proxy, opened with CONNECT.
import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { Tls } from './tls.ts';

/** Go's net/http holds a proxy to the same trust, and shows it the client certificate if asked. */
export function proxyTls(
  { ca, cert, key, insecure, serverName }: Tls,
  host: string,
): ConnectionOptions {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    // Said outright: node:https would take it from the Host header, which names the server.
    servername: serverName ?? (isIP(host) > 0 ? '' : host),
    rejectUnauthorized: !insecure,
  };
}

export interface ProxyAddress {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
}

export function proxyAddress(proxy: string): ProxyAddress {
  const { protocol, hostname, port, username, password } = new URL(proxy);
  const secure = protocol === 'https:';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const login = `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  return {
    secure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? '443' : '80')),
    headers: username === '' && password === '' ? {} : { 'Proxy-Authorization': login },
  };
}

/** Milliseconds for the proxy to open the way, as for a server to begin its answer. */
export const PATIENCE = 10_000;

/** `target` is host:port. A refusal is told by its status' text alone, as Go tells it. */
export function tunnel(
  proxy: string,
  target: string,
  tls: Tls,
  signal: AbortSignal,
): Promise<Socket> {
  const { secure, host, port, headers } = proxyAddress(proxy);
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request({
      ...(secure ? proxyTls(tls, host) : {}),
      agent: false,
      signal,
      method: 'CONNECT',
      host,
      port,
      path: target,
      headers: { Host: target, ...headers },
    });
    request.setTimeout(PATIENCE, () => {
      request.destroy(new Error(`the proxy gave no answer within ${PATIENCE / 1000}s`));
    });
    request.once('error', reject);
    request.once('connect', (response, socket) => {
      socket.setTimeout(0);
      if (response.statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(http.STATUS_CODES[response.statusCode ?? 0] ?? 'unknown status code'));
    });
    request.end();
  });
}
