// A connection through a SOCKS5 proxy, which resolves the name (as Go's net/http has it do).
import type { Socket } from 'node:net';
import { SocksClient } from 'socks';
import { PATIENCE } from './tunnel.ts';

export async function socksSocket(proxy: string, host: string, port: number): Promise<Socket> {
  const url = new URL(proxy);
  const { socket } = await SocksClient.createConnection({
    command: 'connect',
    timeout: PATIENCE,
    destination: { host: host.replace(/^\[|\]$/g, ''), port },
    proxy: {
      type: 5,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || '1080'),
      ...(url.username === ''
        ? {}
        : {
            userId: decodeURIComponent(url.username),
            password: decodeURIComponent(url.password),
          }),
    },
  });
  return socket;
}
