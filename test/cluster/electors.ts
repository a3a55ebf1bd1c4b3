// Electors in Pods on the real node, as a controller runs: workload, ServiceAccount, rights.
import { mkdirSync } from 'node:fs';
import { nextWillBeYounger } from './candidates.ts';
import type { Cluster } from './cluster.ts';
import { defaultNamespace, electorManifests, staticElector } from './elector-manifests.ts';
import type { ElectorsOf } from './elector-manifests.ts';
import { electorSettings } from './elector-settings.ts';
import type { ElectorSettings, Variant } from './elector-settings.ts';
import type { Workload } from './elector-workloads.ts';
import { apply, mustKubectl } from './kubectl.ts';
import { ledgerFolder } from './layout.ts';
import { readLedger } from './ledger.ts';
import { getLease } from './leases.ts';
import { get } from './request.ts';
import { writeStaticPod } from './static-pods.ts';
import { waitFor } from './wait.ts';

export interface ElectorOptions {
  /** How many; 3 unless said otherwise. */
  readonly replicas?: number;
  readonly namespace?: string;
  readonly name?: string;
  /** A Deployment unless said otherwise; a bare Pod, a static one and a DaemonSet have one replica. */
  readonly workload?: Workload;
  readonly variant?: Variant;
  /** Settings that differ from the variant's. */
  readonly settings?: Partial<ElectorSettings>;
}

export interface Electors {
  readonly namespace: string;
  readonly name: string;
  /** The identity of the one that leads. */
  readonly leader: string;
}

/**
 * Deploys electors; returns when all of them run and one of them leads. A static Pod stays until
 * removeStaticPod (static-pods.ts), whatever happens to its namespace.
 */
export async function startElectors(
  cluster: Cluster,
  options: ElectorOptions = {},
): Promise<Electors> {
  if (cluster.node === null) throw new Error('electors in Pods need the real node');
  const { namespace = defaultNamespace, name = 'reconciler', workload = 'Deployment' } = options;
  const replicas = ALONE.has(workload) ? 1 : (options.replicas ?? 3);
  const settings = electorSettings(options.variant, {
    coordinated: cluster.coordinated,
    ...options.settings,
  });
  mkdirSync(ledgerFolder(cluster), { recursive: true });
  // Coordinated ones come one by one: candidates of the same age keep each other from leading.
  for (let running = settings.coordinated ? 1 : replicas; running <= replicas; running++) {
    const electors = { namespace, name, workload, replicas: running, settings };
    await deploy(cluster, electors);
    await allRun(cluster, electors);
    if (settings.coordinated) await nextWillBeYounger(cluster, namespace, name, running);
  }
  return { namespace, name, leader: await atWork(cluster, namespace, name) };
}

const ALONE: ReadonlySet<Workload> = new Set(['DaemonSet', 'CronJob', 'Pod', 'StaticPod']);

async function deploy(cluster: Cluster, of: ElectorsOf): Promise<void> {
  const manifests = electorManifests(cluster, of);
  await apply(cluster, manifests).catch((thrown: unknown) => {
    // Two namespaces whose electors share a ClusterRole, which both found missing.
    if (!String(thrown).includes('AlreadyExists')) throw thrown;
    return apply(cluster, manifests);
  });
  const { namespace, name, workload } = of;
  if (workload === 'StaticPod') writeStaticPod(cluster, staticElector(cluster, of));
  if (workload === 'CronJob') {
    const run = ['create', 'job', `${name}-by-hand`, `--from=cronjob/${name}`];
    await mustKubectl(cluster, [...run, '--namespace', namespace]);
  }
}

/** Returns when this many Pods of a workload run, and no others. */
export async function allRun(
  cluster: Cluster,
  { namespace, name, replicas }: Pick<ElectorsOf, 'namespace' | 'name' | 'replicas'>,
): Promise<void> {
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

/** The identity of whoever leads, says the ledger, and holds the Lease. */
export async function atWork(cluster: Cluster, namespace: string, name: string): Promise<string> {
  return waitFor(
    `one of ${namespace}/${name} at work`,
    async (saw) => {
      const holder = (await getLease(cluster, namespace, name))?.spec.holderIdentity ?? '';
      const working = readLedger(cluster, namespace, name).at(-1)?.id ?? 'nobody';
      saw(`${holder || 'nobody'} holds the Lease, ${working} works`);
      return working === holder ? holder : undefined;
    },
    { seconds: 60 },
  );
}

async function podPhases(cluster: Cluster, namespace: string, name: string): Promise<string[]> {
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=app.kubernetes.io/name=${name}`;
  const list = await get<{ items: { status: { phase?: string } }[] }>(cluster, path);
  return (list?.items ?? []).map(({ status }) => status.phase ?? 'no phase');
}
