// The ways of node:https to the server that lead through a proxy.
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { HttpsProxyAgent } from 'hpagent';
import { socksSocket } from './socks.ts';
import type { Tls } from './tls.ts';
import type { Route } from './transport-node.ts';

/** `direct` is the way without the proxy; `options` are those of its agent. */
export function routeThrough(
  proxy: string,
  direct: Route,
  options: https.AgentOptions,
  tls: Tls,
): Route {
  const secure = direct.protocol === 'https:';
  if (/^socks/i.test(proxy)) return { ...direct, agent: socksAgent(proxy, secure, options) };
  if (!secure) return relayed(proxy, direct, options);
  return { ...direct, agent: new HttpsProxyAgent({ ...options, ...proxied(proxy, tls) }) };
}

/** Go's net/http holds a proxy to the same trust, and shows it the client certificate if asked. */
function proxied(proxy: string, { ca, cert, key, insecure }: Tls) {
  const proxyRequestOptions = {
    rejectUnauthorized: !insecure,
    ...(ca === undefined ? {} : { ca: [ca] }),
    ...(cert === undefined ? {} : { cert: [cert] }),
    ...(key === undefined ? {} : { key: [key] }),
  };
  return { proxy, proxyRequestOptions };
}

/** Plain http is asked of the proxy itself, with the whole URL: many allow no tunnel to port 80. */
function relayed(proxy: string, direct: Route, options: https.AgentOptions): Route {
  const { protocol, hostname, port, username, password } = new URL(proxy);
  const secure = protocol === 'https:';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const login = `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  const authority = `${direct.host.includes(':') ? `[${direct.host}]` : direct.host}:${direct.port}`;
  return {
    protocol: secure ? 'https:' : 'http:',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? '443' : '80')),
    prefix: `http://${authority}${direct.prefix}`,
    headers: {
      Host: [authority],
      ...(username === '' ? {} : { 'Proxy-Authorization': [login] }),
    },
    agent: secure ? new https.Agent(options) : new http.Agent({ keepAlive: true }),
  };
}

type Connected = (error: Error | null, socket: Duplex) => void;

function socksAgent(proxy: string, secure: boolean, options: https.AgentOptions): http.Agent {
  return secure ? new SocksHttpsAgent(proxy, options) : new SocksHttpAgent(proxy, options);
}

class SocksHttpAgent extends http.Agent {
  readonly #proxy: string;

  constructor(proxy: string, options: http.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: http.ClientRequestArgs, connected: Connected): undefined {
    socksSocket(this.#proxy, options.host ?? '', Number(options.port)).then(
      (socket) => {
        connected(null, socket);
      },
      (error: unknown) => {
        (connected as (error: unknown) => void)(error);
      },
    );
  }
}

class SocksHttpsAgent extends https.Agent {
  readonly #proxy: string;

  constructor(proxy: string, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: https.RequestOptions, connected: Connected): undefined {
    socksSocket(this.#proxy, options.host ?? '', Number(options.port)).then(
      (socket) => {
        const secured = super.createConnection({ ...options, socket } as https.RequestOptions);
        connected(null, secured as Duplex);
      },
      (error: unknown) => {
        (connected as (error: unknown) => void)(error);
      },
    );
  }
}
