// Which functions the everyday commands use, and in which order: what they need is read from the
// file in one go, and the rest of it never gets into memory.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
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

/** With what kube-apiserver 1.36.3 said when it was asked for the Leases of kube-system. */
async function serveLeases(): Promise<Server> {
  const leases = await readFile(join(import.meta.dirname, 'leases.pb'));
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/vnd.kubernetes.protobuf');
    response.end(leases);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}
