// Servers that stand in front of the API server: one under a path, and kubectl proxy.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Cluster } from '../cluster/cluster.ts';
import { pkiFile } from '../cluster/pki.ts';

export interface Server {
  readonly url: string;
  close(): void;
}

interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** Passes on what comes under the prefix, credentials included; 404 for everything else. */
export async function prefixServer(
  cluster: Cluster,
  identity: Identity,
  prefix: string,
): Promise<Server> {
  const ca = readFileSync(pkiFile(cluster, 'ca.crt'));
  const server = https.createServer(identity, (request, response) => {
    const { url = '', method, headers } = request;
    if (!url.startsWith(`${prefix}/`)) {
      response.writeHead(404).end();
      return;
    }
    const target = cluster.server + url.slice(prefix.length);
    const onward = https.request(target, { ca, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('error', () => onward.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}${prefix}`, close: () => server.close() };
}

export async function kubectlProxy(cluster: Cluster): Promise<Server> {
  const child = spawn(
    join(cluster.bin, 'kubectl'),
    ['proxy', '--port=0', '--api-prefix=/behind/', '--accept-hosts=.*'],
    {
      env: { HOME: cluster.directory, KUBECONFIG: cluster.kubeconfig },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const address = /127\.0\.0\.1:\d+/.exec(line)?.[0];
  if (address === undefined) throw new Error(`kubectl proxy said: ${line}`);
  return { url: `http://${address}/behind`, close: () => child.kill() };
}
