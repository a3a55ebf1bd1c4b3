// `npm run cluster`: a cluster for a person who wants to try things.
import { once } from 'node:events';
import { constants } from 'node:os';
import { help, parseCommand } from './options.ts';
import { startCluster } from './start.ts';
import type { ClusterOptions } from './start.ts';
import { summary } from './summary.ts';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

class Ended extends Error {
  readonly exitCode: number;
  constructor(name: (typeof endings)[number]) {
    super(`ended by ${name}`);
    this.exitCode = 128 + constants.signals[name];
  }
}

/** Aborted by the first signal; later ones must not disturb the teardown. */
function untilSignal(): AbortSignal {
  const ending = new AbortController();
  for (const name of endings) {
    process.on(name, () => {
      ending.abort(new Ended(name));
    });
  }
  return ending.signal;
}

async function run(options: ClusterOptions): Promise<number> {
  const signal = untilSignal();
  try {
    const cluster = await startCluster({ ...options, signal });
    process.stderr.write(`\n${await summary(cluster, options)}\n`);
    process.stdout.write(`export KUBECONFIG=${cluster.kubeconfig}\n`);
    await until(signal);
    process.stderr.write('\nending the cluster\n');
    await cluster.stop();
    return 0;
  } catch (error) {
    if (error instanceof Ended) return error.exitCode;
    throw error;
  }
}

async function until(signal: AbortSignal): Promise<void> {
  // Nothing else holds this process: the cluster's own are not attached to it.
  const alive = setInterval(() => undefined, 1 << 30);
  if (!signal.aborted) await once(signal, 'abort');
  clearInterval(alive);
}

async function main(): Promise<number> {
  // The terminal may be gone by the time we say goodbye to it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const command = parseCommand(process.argv.slice(2));
  if (command.run === 'cluster') return run(command.options);
  process.stdout.write(help);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
