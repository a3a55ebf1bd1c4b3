// The transport of the npm package, and of the shipped file where fetch falls short: node:https
// with one agent that keeps connections alive.
import http from 'node:http';
import https from 'node:https';
import type { Connection } from './connection.ts';
import { unzipped } from './unzip.ts';
import {
  connectionError,
  inOurTerms,
  type Reply,
  type Request,
  type Transport,
} from './transport.ts';

/** How a request gets to the server. */
export interface Route {
  readonly protocol: 'http:' | 'https:';
  readonly host: string;
  readonly port: number;
  /** In front of a request's path. */
  readonly prefix: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: http.Agent;
}

/** Bytes; Node takes 16 KiB, of which the warnings of one answer may be a large part. */
const HEADERS = 256 * 1024;

export async function nodeTransport(connection: Connection): Promise<Transport> {
  const { headers, compression } = connection;
  const { protocol, prefix, agent, host, port, ...route } = await routeTo(connection);
  const fixed = {
    ...route.headers,
    ...grouped(headers),
    ...(compression ? { 'Accept-Encoding': 'gzip' } : {}),
  };
  return {
    send: (request) =>
      exchange(protocol === 'https:' ? https.request : http.request, request, {
        agent,
        host,
        port,
        method: request.method,
        path: prefix + request.path,
        maxHeaderSize: HEADERS,
        headers: { ...fixed, ...request.headers },
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      })
        .then((incoming) => inOurTerms(unzipped(replyOf(incoming), connection.server), request))
        .catch((thrown: unknown) => {
          throw connectionError(thrown, request, false);
        }),
    close: () => {
      agent.destroy();
    },
  };
}

async function routeTo({ server, tls, proxy }: Connection): Promise<Route> {
  Reflect.deleteProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED');
  const { protocol, hostname, port, pathname } = new URL(server);
  const secure = protocol === 'https:';
  const options: https.AgentOptions = {
    keepAlive: true,
    ca: tls.ca,
    cert: tls.cert,
    key: tls.key,
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED does not count; Node would warn that it does.
    rejectUnauthorized: !tls.insecure,
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
  };
  const direct: Route = {
    protocol: secure ? 'https:' : 'http:',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? '443' : '80')),
    prefix: pathname.replace(/\/$/, ''),
    headers: {},
    agent: secure ? new https.Agent(options) : new http.Agent({ keepAlive: true }),
  };
  if (proxy === undefined) return direct;
  return (await import('./transport-proxy.ts')).routeThrough(proxy, direct, options, tls);
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
    // A request that still waits for its socket, behind a proxy, is not told of the abort.
    options.signal?.addEventListener('abort', () => {
      reject(options.signal?.reason as Error);
    });
    outgoing.end(body);
  });
}

function replyOf(incoming: http.IncomingMessage): Reply {
  return {
    status: incoming.statusCode ?? 0,
    header: (name) => {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    chunks: () => incoming as AsyncIterable<Uint8Array>,
  };
}
