// A loopback API server for watches: each request gets the next answer of a list.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatMicroTime } from '../../src/lease/time.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const ended: (() => void)[] = [];

/** Ends every server of this file. */
export function closeServers(): void {
  for (const end of ended) end();
}

/** Answers the first request by the first handler, and so on; the last one answers all the rest. */
export async function serve(
  ...handlers: [Handler, ...Handler[]]
): Promise<{ url: string; hits: string[] }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    // By which its clock is measured, beside what is watched.
    if (request.url?.endsWith('/selfsubjectaccessreviews') === true) {
      response.writeHead(404).end();
      return;
    }
    const handler = handlers[Math.min(hits.length, handlers.length - 1)] ?? handlers[0];
    hits.push(request.url ?? '');
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ended.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits };
}

export function leaseOf(holderIdentity: string, resourceVersion: string, duration = 3600): object {
  const now = Date.now() * 1000;
  const [time] = formatMicroTime(now).split('.');
  return {
    metadata: {
      namespace: 'default',
      name: 'x',
      resourceVersion,
      creationTimestamp: `${time ?? ''}Z`,
      managedFields: [
        {
          manager: 'm',
          operation: 'Update',
          time: `${time ?? ''}Z`,
          fieldsV1: { 'f:spec': { 'f:renewTime': {} } },
        },
      ],
    },
    spec: {
      holderIdentity,
      leaseDurationSeconds: duration,
      acquireTime: formatMicroTime(now),
      renewTime: formatMicroTime(now),
      leaseTransitions: 0,
    },
  };
}

export function listed(version: string, ...items: object[]): Handler {
  return (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ kind: 'LeaseList', metadata: { resourceVersion: version }, items }),
    );
  };
}

/**
 * Sends the events since the version that is asked for, as the API server does, then does what
 * `end` does with the connection; by default it stays open.
 */
export function watched(
  events: readonly object[],
  end: (response: ServerResponse) => void = () => undefined,
): Handler {
  return ({ url = '' }, response) => {
    const since = Number(/resourceVersion=(\d+)/.exec(url)?.[1]);
    const news = events.filter((event) => versionOf(event) > since);
    response.setHeader('content-type', 'application/json');
    response.write(news.map((event) => `${JSON.stringify(event)}\n`).join(''), () => {
      end(response);
    });
    response.flushHeaders();
  };
}

/** What has no version is sent always. */
function versionOf(event: object): number {
  const { object } = event as { object?: { metadata?: { resourceVersion?: string } } };
  return Number(object?.metadata?.resourceVersion ?? Infinity);
}

export const written = (object: object) => ({ type: 'MODIFIED', object });
/** Breaks off in the middle; what was written just before may be lost with it. */
export const drop = (response: ServerResponse) => response.socket?.destroy();
export const close = (response: ServerResponse) => response.end();
export const status = (code: number, reason: string) => ({
  kind: 'Status',
  code,
  reason,
  message: reason,
});

export function refuse(code: number, reason: string): Handler {
  return (_, response) => {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status(code, reason)));
  };
}
