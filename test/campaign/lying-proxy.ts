// A proxy on loopback before the real API server that lies about the time: its Date, its stamps, or both.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, request as send } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { inside, type Cluster } from '../cluster/cluster.ts';
import { pkiFile } from '../cluster/pki.ts';

/** What is done to the nth answer, counted from 0. */
export interface Lie {
  /** Seconds by which its Date is ahead, the header itself, or undefined for none at all. */
  readonly date: (nth: number) => number | string | undefined;
  /** Seconds by which the clock is ahead with which the server stamps what it answers to a review. */
  readonly stamps?: (nth: number) => number;
}

export interface LyingProxy {
  /** The administrator's, through the proxy. */
  readonly kubeconfig: string;
  /** How many answers it has told lies in. */
  answers(): number;
  close(): void;
}

export async function lyingProxy(cluster: Cluster, name: string, lie: Lie): Promise<LyingProxy> {
  let count = 0;
  const agent = new Agent({
    keepAlive: true,
    ca: readFileSync(pkiFile(cluster, 'ca.crt')),
    cert: readFileSync(pkiFile(cluster, 'admin.crt')),
    key: readFileSync(pkiFile(cluster, 'admin.key')),
  });
  const server = createServer((asked, told) => {
    passOn(cluster, agent, asked, told, lie, () => count++).catch(() => told.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const kubeconfig = inside(cluster, `${name}.kubeconfig`);
  writeFileSync(kubeconfig, kubeconfigOf(port), { mode: 0o600 });
  return {
    kubeconfig,
    answers: () => count,
    close() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

async function passOn(
  cluster: Cluster,
  agent: Agent,
  asked: IncomingMessage,
  told: ServerResponse,
  lie: Lie,
  next: () => number,
): Promise<void> {
  // Its own host, and the proxy's certificate instead of a token.
  const headers = without(asked.headers, ['host', 'authorization']);
  const onward = send(cluster.server + (asked.url ?? ''), {
    ...{ agent, method: asked.method, headers },
  });
  // Whoever asked is gone: what is watched for him ends.
  told.on('close', () => onward.destroy());
  asked.pipe(onward);
  const [answer] = (await once(onward, 'response')) as [IncomingMessage];
  const nth = next();
  const stamps = lie.stamps?.(nth) ?? 0;
  const passed = headersOf(answer, lie.date(nth));
  told.sendDate = false;
  if (stamps === 0 || !(asked.url ?? '').includes('selfsubjectaccessreviews')) {
    told.writeHead(answer.statusCode ?? 502, passed);
    answer.on('error', () => told.destroy());
    answer.pipe(told);
    return;
  }
  const body = (await buffer(answer)).toString().replace(TIME, (_match, time: string) => {
    return `"time":"${new Date(Date.parse(time) + stamps * 1000).toISOString().slice(0, 19)}Z"`;
  });
  const rest = without(passed, ['content-length']);
  told.writeHead(answer.statusCode ?? 502, rest).end(body);
}

function without<T>(
  headers: Readonly<Record<string, T>>,
  names: readonly string[],
): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

const TIME = /"time":"([^"]+)"/g;

function headersOf(
  { headers }: IncomingMessage,
  date: ReturnType<Lie['date']>,
): Record<string, string | string[] | undefined> {
  const { date: told = '', ...rest } = headers;
  if (date === undefined) return rest;
  if (typeof date === 'string') return { ...rest, date };
  return { ...rest, date: new Date(Date.parse(told) + date * 1000).toUTCString() };
}

function kubeconfigOf(port: number): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: lying
  cluster: { server: "http://127.0.0.1:${port}" }
users:
- name: nobody
  user: { token: unused }
contexts:
- name: lying
  context: { cluster: lying, user: nobody }
current-context: lying
`;
}
