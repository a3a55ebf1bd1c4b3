// Requests to the API server as the administrator, for what kubectl would be slow at.
import { readFileSync } from 'node:fs';
import { Agent, request as send } from 'node:https';
import type { Cluster } from './cluster.ts';
import { pkiFile } from './pki.ts';

export interface Answer {
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

export interface Client {
  request(method: string, path: string, body?: unknown, userAgent?: string): Promise<Answer>;
  close(): void;
}

/** A client with connections of its own, which stay open between requests. */
export function openClient(cluster: Cluster, connections = 1): Client {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: connections,
    ca: readFileSync(pkiFile(cluster, 'ca.crt')),
    cert: readFileSync(pkiFile(cluster, 'admin.crt')),
    key: readFileSync(pkiFile(cluster, 'admin.key')),
  });
  return {
    request: (method, path, body, userAgent) =>
      exchange(agent, cluster.server + path, method, body, userAgent),
    close: () => {
      agent.destroy();
    },
  };
}

/** One request; undefined where the object does not exist. */
export async function get<T>(cluster: Cluster, path: string): Promise<T | undefined> {
  const client = openClient(cluster);
  try {
    const { status, body } = await client.request('GET', path);
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${message(body)}`);
    return body as T;
  } finally {
    client.close();
  }
}

export function message(body: unknown): string {
  return typeof body === 'string' ? body : ((body as { message?: string }).message ?? '');
}

function exchange(
  agent: Agent,
  url: string,
  method: string,
  body: unknown,
  userAgent = 'kubectl-lease-test',
): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': userAgent };
  if (body !== undefined) headers['content-type'] = 'application/json';
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { agent, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          body: parse(Buffer.concat(chunks).toString()),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
