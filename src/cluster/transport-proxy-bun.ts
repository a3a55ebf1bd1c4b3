// Bun's fetch through a proxy: http and https it can by itself, SOCKS through a bridge of ours.
import type { Connection } from './connection.ts';

/** For fetch; false keeps Bun from reading HTTPS_PROXY, which it obeys even for loopback. */
export async function bunProxy({ proxy, server }: Connection): Promise<string | false> {
  if (proxy === undefined) return false;
  // What is to be proxied is decided already; Bun would ask NO_PROXY again, even for a proxy-url.
  for (const name of ['NO_PROXY', 'no_proxy']) Reflect.deleteProperty(process.env, name);
  if (!/^socks/i.test(proxy)) return proxy;
  const { openSocksBridge } = await import('./socks-bridge.ts');
  return openSocksBridge(proxy, server);
}
