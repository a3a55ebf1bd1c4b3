// Rows in which the way to the server has no end: proxies, and TLS that does not begin.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dripInto, pour } from './answers.ts';
import { kubeconfig } from '../login/kubeconfig.ts';
import { raises, type Row } from './row.ts';

type Peer = (socket: Socket) => void;

/** A kubeconfig that leads to this peer, once it listens. */
function through(peer: Peer, cluster: (address: string) => object): Pick<Row, 'words' | 'prepare'> {
  return {
    words: ['ls', '-n', 'team-a', '--kubeconfig', 'config'],
    prepare: async (directory) => {
      const server = await listening(peer);
      const { port } = server.address() as AddressInfo;
      const text = kubeconfig({ user: { token: 't' }, cluster: cluster(`127.0.0.1:${port}`) });
      writeFileSync(join(directory, 'config'), JSON.stringify(text));
      return () => server.close();
    },
  };
}

async function listening(peer: Peer): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    peer(socket);
  });
  await once(server.listen(0, '127.0.0.1').unref(), 'listening');
  return server;
}

const slow = {
  env: { KUBECTL_LEASE_MAX_TIME: '1500' },
  limit: 1500,
  stderr: new RegExp(
    `^error: the answer of \\S+ takes longer than 1500 milliseconds\n${raises('KUBECTL_LEASE_MAX_TIME')}$`,
  ),
} as const;

const SERVER = 'https://kubernetes.default.svc:6443';
const byProxy = (scheme: string) => (address: string) => ({
  server: SERVER,
  'proxy-url': `${scheme}://${address}`,
});
const silent: Peer = () => undefined;

export const wayRows: readonly Row[] = [
  {
    title: 'a TLS handshake that stalls ends',
    ...through(silent, (it) => ({ server: `https://${it}` })),
    ...slow,
  },
  {
    title: 'a TLS handshake that comes byte by byte ends',
    ...through(
      (socket) => {
        dripInto(
          socket,
          Buffer.concat([Buffer.from([0x16, 3, 3, 0x3f, 0xff, 2]), Buffer.alloc(9000)]),
        );
      },
      (it) => ({ server: `https://${it}` }),
    ),
    ...slow,
  },
  {
    title: 'a proxy that does not answer CONNECT ends',
    ...through(silent, byProxy('http')),
    ...slow,
  },
  {
    title: 'a proxy that answers CONNECT with headers without end is refused',
    ...through((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      pour(socket, Buffer.from(`x-a: ${'v'.repeat(1000)}\r\n`.repeat(64)));
    }, byProxy('http')),
    env: { KUBECTL_LEASE_MAX_TIME: '5000' },
    stderr: /^Unable to connect to the server: |^error: the answer of \S+ takes longer/,
  },
  {
    title: 'a proxy that answers CONNECT byte by byte ends',
    ...through((socket) => {
      dripInto(socket, 'HTTP/1.1 200 OK\r\nx-a: bcdefghijklmnopqrstuvwxyz\r\n');
    }, byProxy('http')),
    ...slow,
  },
  {
    title: 'a TLS handshake that stalls behind a proxy ends',
    ...through((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
    }, byProxy('http')),
    ...slow,
  },
  {
    title: 'a SOCKS proxy that does not answer ends',
    ...through(silent, byProxy('socks5')),
    limit: 10_000,
    stderr: /^Unable to connect to the server: /,
  },
  {
    title: 'a SOCKS proxy that answers without end is refused',
    ...through((socket) => {
      pour(socket, Buffer.alloc(65_536, 5));
    }, byProxy('socks5')),
    env: { KUBECTL_LEASE_MAX_TIME: '5000' },
    stderr: /^Unable to connect to the server: |^error: the answer of \S+ takes longer/,
  },
];
