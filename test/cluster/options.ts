// The command line of `npm run cluster`.
import { parseArgs } from 'node:util';
import { isVariant, variants } from './elector-settings.ts';
import type { ClusterOptions } from './start.ts';

export const help = `Starts a real Kubernetes cluster on 127.0.0.1 and keeps it until Ctrl-C.

Usage: npm run cluster -- [options]

  --electors N     N electors in Pods, for the Lease payments/reconciler
  --variant NAME   how they campaign: ${Object.keys(variants).join(', ')}
  --coordinated    coordinated leader election, with two controller-managers
  --nodes N        N fake nodes with heartbeats
  --leases N       N Leases in the namespaces bulk-00 to bulk-15
  --heartbeats N   N heartbeats in kube-node-lease, of nodes that there are not
  --no-node        without the real node: no Pods, and no need for root
  --help           this page

It prints the line that makes kubectl use the cluster on stdout, all else on stderr.
The first run builds the programs, which takes about 10 minutes.
`;

export type Command =
  { readonly run: 'help' } | { readonly run: 'cluster'; readonly options: ClusterOptions };

/** Throws an error of one sentence where the arguments cannot be meant. */
export function parseCommand(args: readonly string[]): Command {
  const { values } = parse(args);
  if (values.help === true) return { run: 'help' };
  const electors = count('--electors', values.electors);
  const variant = values.variant ?? 'usual';
  if (!isVariant(variant)) {
    throw new Error(`no variant ${variant}: one of ${Object.keys(variants).join(', ')}`);
  }
  const node = values['no-node'] !== true;
  if (electors > 0 && !node) throw new Error('--electors needs the real node: leave out --no-node');
  if (electors === 0 && values.variant !== undefined) throw new Error('--variant needs --electors');
  return {
    run: 'cluster',
    options: {
      node,
      coordinated: values.coordinated === true,
      nodes: count('--nodes', values.nodes),
      leases: count('--leases', values.leases),
      heartbeats: count('--heartbeats', values.heartbeats),
      ...(electors > 0 ? { electors: { replicas: electors, variant } } : {}),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        electors: { type: 'string' },
        variant: { type: 'string' },
        coordinated: { type: 'boolean' },
        nodes: { type: 'string' },
        leases: { type: 'string' },
        heartbeats: { type: 'string' },
        'no-node': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/[.\n]/);
    throw new Error(`${sentence ?? ''}: see npm run cluster -- --help`, { cause: error });
  }
}

function count(option: string, text = '0'): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`${option} wants a number, not ${text}`);
  return Number(text);
}
