// Creates many objects quickly: several connections, each with one request after the other.
import type { Cluster } from './cluster.ts';
import { message, openClient } from './request.ts';

export interface Creation {
  /** The collection's path. */
  readonly path: string;
  readonly body: unknown;
  readonly userAgent?: string;
}

const connections = 8;

export async function createAll(cluster: Cluster, creations: readonly Creation[]): Promise<void> {
  const client = openClient(cluster, connections);
  const waiting = creations.values();
  const work = async () => {
    for (const { path, body, userAgent } of waiting) {
      const answer = await client.request('POST', path, body, userAgent);
      if (answer.status !== 201) {
        throw new Error(`POST ${path}: ${answer.status} ${message(answer.body)}`);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, work));
  } finally {
    client.close();
  }
}
