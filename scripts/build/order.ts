// Which functions the everyday commands use, and in which order: what they need is read from the
// file in one go, and the rest of it never gets into memory.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { run } from '../run.ts';

/** The files that Bun's --bytecode-order takes, most important first. */
export async function recordOrder(program: string, directory: string): Promise<string[]> {
  const server = await serveLeases();
  const { port } = server.address() as AddressInfo;
  const commandLines = [
    ['ls', '-A', `--server=http://127.0.0.1:${port}`],
    ['--version'],
    ['--help'],
  ];
  try {
    const files: string[] = [];
    for (const [index, args] of commandLines.entries()) {
      const file = join(directory, `order-${index}`);
      const env = { HOME: directory, KUBECONFIG: '', BUN_BYTECODE_ORDER_OUT: file };
      await run(program, args, env);
      files.push(file);
    }
    return files;
  } finally {
    server.close();
  }
}

async function serveLeases(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(LEASES));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const LEASES = {
  kind: 'LeaseList',
  apiVersion: 'coordination.k8s.io/v1',
  metadata: { resourceVersion: '1' },
  items: [
    {
      metadata: {
        name: 'reconciler',
        namespace: 'payments',
        uid: '5a3f1c52-0f0b-4c56-9d5c-0f9d8c1b2a3e',
        resourceVersion: '1',
        creationTimestamp: '2026-01-01T00:00:00Z',
        managedFields: [
          {
            manager: 'manager',
            operation: 'Update',
            apiVersion: 'coordination.k8s.io/v1',
            time: '2026-01-01T00:00:00Z',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:spec': { 'f:holderIdentity': {}, 'f:renewTime': {} } },
          },
        ],
      },
      spec: {
        holderIdentity: 'reconciler-6d4cf56db6-xk2mp_0d9c3c0e-6d43-4f3c-8d0f-2f1f1c1c9c55',
        leaseDurationSeconds: 15,
        acquireTime: '2026-01-01T00:00:00.000000Z',
        renewTime: '2026-01-01T00:00:00.000000Z',
        leaseTransitions: 1,
      },
    },
  ],
};
