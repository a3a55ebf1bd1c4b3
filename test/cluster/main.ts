// `npm run cluster`: a cluster for a person who wants to try things.
import { once } from 'node:events';
import { inside } from './cluster.ts';
import { help, parseCommand } from './options.ts';
import { startCluster } from './start.ts';
import type { ClusterOptions } from './start.ts';
import { summary } from './summary.ts';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborted by the first signal; later ones must not disturb the teardown. */
function untilSignal(): AbortSignal {
  const ending = new AbortController();
  for (const name of endings) {
    process.on(name, () => {
      ending.abort(new Error(`ended by ${name}`));
    });
  }
  return ending.signal;
}

async function run(options: ClusterOptions): Promise<void> {
  const signal = untilSignal();
  const cluster = await startCluster({ ...options, signal });
  process.stderr.write(`\n${await summary(cluster, options)}\n`);
  process.stdout.write(`export KUBECONFIG=${inside(cluster, 'admin.kubeconfig')}\n`);
  // Nothing else holds this process: the cluster's own are not attached to it.
  const alive = setInterval(() => undefined, 1 << 30);
  if (!signal.aborted) await once(signal, 'abort');
  clearInterval(alive);
  process.stderr.write('\nending the cluster\n');
  await cluster.stop();
}

async function main(): Promise<void> {
  // The terminal may be gone by the time we say goodbye to it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const command = parseCommand(process.argv.slice(2));
  if (command.run === 'help') process.stdout.write(help);
  else await run(command.options);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
