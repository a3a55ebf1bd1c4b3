// Where one run is played: a namespace of its own, chance that a seed repeats, and its end.
import type { Cluster } from '../cluster/cluster.ts';
import { startElectors, type ElectorOptions, type Electors } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { openClient } from '../cluster/request.ts';
import { diceOf, type Dice } from '../live/dice.ts';
import { auditMark } from './lease-writes.ts';
import { startTool, type Tool } from './tool.ts';

export const LEASE = 'reconciler';

/** What an operator gives as the reason; the record has to say it. */
export const REASON = 'campaign: the leader is wedged';

export interface Stage {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** Of the run among those of its scenario, from 0. */
  readonly run: number;
  readonly dice: Dice;
  /** Where the audit log ended when the namespace was made. */
  readonly auditFrom: number;
  electors(options?: ElectorOptions): Promise<Electors>;
  /** force-release, as the administrator unless said otherwise. */
  tool(args: readonly string[], kubeconfig?: string): Tool;
  /** Done when the run is over, the last first, whatever became of it. */
  atEnd(end: () => unknown): void;
}

/** Plays in a namespace of its own, which is gone afterwards. */
export async function onStage<T>(
  cluster: Cluster,
  { run, seed }: { readonly run: number; readonly seed: number },
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const auditFrom = auditMark(cluster);
  const namespace = await createNamespace(cluster);
  const ends = [() => strike(cluster, namespace)] as (() => unknown)[];
  const stage: Stage = {
    ...{ cluster, namespace, run, auditFrom },
    dice: diceOf(seed),
    electors: (options = {}) => startElectors(cluster, { namespace, name: LEASE, ...options }),
    tool: (args, kubeconfig = cluster.kubeconfig) =>
      startTool({ namespace, name: LEASE, kubeconfig, args: ['--reason', REASON, ...args] }),
    atEnd: (end) => ends.push(end),
  };
  try {
    return await play(stage);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

// The binding is the cluster's, and no namespace takes it away.
async function strike(cluster: Cluster, namespace: string): Promise<void> {
  const client = openClient(cluster);
  const bindings = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';
  await client.request('DELETE', `${bindings}/${LEASE}-${namespace}`);
  client.close();
  await mustKubectl(cluster, ['delete', 'namespace', namespace, '--wait=false']);
}

/** FNV-1a: the same name has the same seed. */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
