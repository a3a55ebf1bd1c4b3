// A loopback server that injects a fault into every request about Leases, and counts them.
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Visit } from './fault.ts';

export interface FaultServer {
  readonly url: string;
  /** Requests that met the fault since the last call. */
  visits(): number;
  /** Connections, whether or not anything was asked over them. */
  handshakes(): number;
  close(): void;
}

/** What kubectl asks before it asks for Leases. */
const GROUP = { groupVersion: 'coordination.k8s.io/v1', version: 'v1' };
const DISCOVERY: ReadonlyMap<string, object> = new Map<string, object>([
  ['/api', { kind: 'APIVersions', versions: ['v1'] }],
  [
    '/apis',
    {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [{ name: 'coordination.k8s.io', versions: [GROUP], preferredVersion: GROUP }],
    },
  ],
  ['/api/v1', { kind: 'APIResourceList', groupVersion: 'v1', resources: [] }],
  [
    '/apis/coordination.k8s.io/v1',
    {
      kind: 'APIResourceList',
      groupVersion: 'coordination.k8s.io/v1',
      resources: [{ name: 'leases', namespaced: true, kind: 'Lease', verbs: ['get', 'list'] }],
    },
  ],
]);

export interface ServerOptions {
  readonly answer: (visit: Visit) => void;
  /** Serves over TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export async function serve({ answer, tls }: ServerOptions): Promise<FaultServer> {
  let [visits, connections] = [0, 0];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '';
    const discovery = DISCOVERY.get(path.split('?')[0] ?? '');
    if (discovery)
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(discovery));
    else if (/^\/(api|openapi)(\/v\d)?(\?|$)/.test(path)) response.writeHead(404).end();
    // By which its clock is measured, beside what meets the fault.
    else if (path.endsWith('/selfsubjectaccessreviews'))
      // Its connection is not used again: Bun repeats a request whose connection had been kept.
      response.writeHead(404, { Connection: 'close' }).end();
    else answer({ request, response, path, nth: (visits += 1) });
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  server.on('connection', () => (connections += 1));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    visits() {
      const count = visits;
      visits = 0;
      return count;
    },
    handshakes: () => connections,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
