// The ways of node:https to the server that lead through a proxy.
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { socksSocket } from './socks.ts';
import type { Tls } from './tls.ts';
import { proxyAddress, proxyTls, tunnel } from './tunnel.ts';
import type { Route } from './transport-node.ts';

/** `direct` is the way without the proxy; `options` are those of its agent. */
export function routeThrough(
  proxy: string,
  direct: Route,
  options: https.AgentOptions,
  tls: Tls,
): Route {
  const host = direct.host.includes(':') ? `[${direct.host}]` : direct.host;
  const target = `${host}:${direct.port}`;
  const socks = /^socks/i.test(proxy);
  if (!socks && direct.protocol === 'http:') return relayed(proxy, direct, target, tls);
  const open = socks
    ? () => socksSocket(proxy, direct.host, direct.port)
    : (signal: AbortSignal) => tunnel(proxy, target, tls, signal);
  const agent =
    direct.protocol === 'http:' ? new PlainAgent(options, open) : new TlsAgent(options, open);
  return { ...direct, agent };
}

/** Plain http is asked of the proxy itself, with the whole URL: many allow no tunnel to port 80. */
function relayed(proxy: string, direct: Route, target: string, tls: Tls): Route {
  const { secure, host, port, headers } = proxyAddress(proxy);
  const options: https.AgentOptions = { keepAlive: true, ...(secure ? proxyTls(tls, host) : {}) };
  return {
    protocol: secure ? 'https:' : 'http:',
    host,
    port,
    prefix: `http://${target}${direct.prefix}`,
    headers: { ...headers, Host: target },
    agent: secure ? new https.Agent(options) : new http.Agent(options),
  };
}

/** `signal`: the way is no longer wanted. */
type Open = (signal: AbortSignal) => Promise<Socket>;
type Connected = (error: Error | null, socket?: Duplex) => void;

class PlainAgent extends http.Agent {
  readonly #open: Open;
  readonly #ended = new AbortController();

  constructor(options: http.AgentOptions, open: Open) {
    super(options);
    this.#open = open;
  }

  override createConnection(_options: http.ClientRequestArgs, connected: Connected): undefined {
    this.#open(this.#ended.signal).then((socket) => {
      connected(null, socket);
    }, connected);
  }

  override destroy(): void {
    this.#ended.abort();
    super.destroy();
  }
}

class TlsAgent extends https.Agent {
  readonly #open: Open;
  readonly #ended = new AbortController();

  constructor(options: https.AgentOptions, open: Open) {
    super(options);
    this.#open = open;
  }

  override createConnection(options: https.RequestOptions, connected: Connected): undefined {
    this.#open(this.#ended.signal).then((socket) => {
      const secured = super.createConnection({ ...options, socket } as https.RequestOptions);
      connected(null, secured as Duplex);
    }, connected);
  }

  override destroy(): void {
    this.#ended.abort();
    super.destroy();
  }
}
