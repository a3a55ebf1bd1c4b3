// Electors in Pods on the real node, as a controller runs: Deployment, ServiceAccount, rights.
import { mkdirSync } from 'node:fs';
import type { Cluster } from './cluster.ts';
import { electorManifests, defaultNamespace } from './elector-manifests.ts';
import { electorSettings } from './elector-settings.ts';
import type { ElectorSettings, Variant } from './elector-settings.ts';
import { apply, mustKubectl } from './kubectl.ts';
import { ledgerFolder } from './layout.ts';
import { waitForHolder } from './leases.ts';
import { waitFor } from './wait.ts';

export interface ElectorOptions {
  /** How many; 3 unless said otherwise. */
  readonly replicas?: number;
  readonly namespace?: string;
  readonly name?: string;
  readonly variant?: Variant;
  /** Settings that differ from the variant's. */
  readonly settings?: Partial<ElectorSettings>;
}

export interface Electors {
  readonly namespace: string;
  readonly name: string;
  /** Who held the Lease when all of them ran. */
  readonly leader: string;
}

/** Deploys electors; returns when all of them run and one of them leads. */
export async function startElectors(
  cluster: Cluster,
  options: ElectorOptions = {},
): Promise<Electors> {
  const { replicas = 3, namespace = defaultNamespace, name = 'reconciler' } = options;
  const settings = electorSettings(options.variant, {
    coordinated: cluster.coordinated,
    ...options.settings,
  });
  mkdirSync(ledgerFolder(cluster), { recursive: true });
  await apply(cluster, electorManifests(cluster, { namespace, name, replicas, settings }));
  await allRun(cluster, namespace, name, replicas);
  const leader = await waitForHolder(cluster, namespace, name, undefined, { seconds: 60 });
  return { namespace, name, leader };
}

async function allRun(cluster: Cluster, namespace: string, name: string, replicas: number) {
  await waitFor(
    `${replicas} electors of ${namespace}/${name} running`,
    async (saw) => {
      const phases = await podPhases(cluster, namespace, name);
      saw(phases.join(', '));
      const running = phases.filter((phase) => phase === 'Running').length;
      return running === replicas ? true : undefined;
    },
    { seconds: 60, everyMs: 250 },
  );
}

async function podPhases(cluster: Cluster, namespace: string, name: string): Promise<string[]> {
  const selector = `--selector=app.kubernetes.io/name=${name}`;
  const output = await mustKubectl(cluster, [
    ...['get', 'pods', '--namespace', namespace, selector],
    '--output=jsonpath={range .items[*]}{.status.phase}{"\\n"}{end}',
  ]);
  return output.split('\n').filter(Boolean);
}
