// By hand: does every elector that is not today's client-go run, and end when it is fenced?
//
//   node test/campaign/others-check.ts [LIBRARY...]
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { testCluster } from '../cluster/cluster.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { readLedger, overlaps, seconds } from '../cluster/ledger.ts';
import { buildOther } from '../cluster/other-build.ts';
import { startOtherElectors } from '../cluster/other-electors.ts';
import { OTHER_LIBRARIES } from '../cluster/other-programs.ts';
import type { OtherLibrary } from '../cluster/other-programs.ts';
import { waitFor } from '../cluster/wait.ts';

interface Written {
  readonly metadata: {
    readonly managedFields: readonly { readonly manager: string; readonly operation: string }[];
  };
  readonly spec: Readonly<Record<string, string | number>>;
}

interface Pods {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status: {
      readonly containerStatuses: readonly {
        readonly restartCount: number;
        readonly lastState: { readonly terminated?: { readonly exitCode: number } };
      }[];
    };
  }[];
}

async function check(cluster: Cluster, library: OtherLibrary): Promise<void> {
  const say = (what: string) => {
    process.stdout.write(`${library}: ${what}\n`);
  };
  const from = performance.now();
  await buildOther(library);
  say(`built after ${since(from)}`);
  const namespace = await createNamespace(cluster);
  try {
    const deployed = performance.now();
    const { name, leader } = await startOtherElectors(cluster, { library, namespace });
    say(`${leader} leads ${since(deployed)} after the Deployment`);
    const before = await lease(cluster, namespace, name);
    say(`managers ${managers(before)}; spec ${JSON.stringify(before.spec)}`);
    await fence(cluster, namespace, name, before);
    const fenced = Date.now() * 1000;
    const stopped = await waitFor(
      `the end of ${leader}`,
      () => {
        const last = readLedger(cluster, namespace, name).findLast(({ id }) => id === leader);
        const silent = Date.now() * 1000 - (last?.to ?? 0) > 1_000_000;
        return silent ? last?.to : undefined;
      },
      { seconds: 60 },
    );
    say(`stopped ${seconds([{ from: fenced, to: stopped }]).toFixed(1)} s after the fence`);
    say(`its container: ${await ended(cluster, namespace, leader)}`);
    const next = await waitFor(
      'a leader after the fence',
      () => readLedger(cluster, namespace, name).find(({ from }) => from > stopped),
      { seconds: 90 },
    );
    say(
      `${next.id} leads ${seconds([{ from: fenced, to: next.from }]).toFixed(1)} s after a fence` +
        ` of 30 s left alone; overlaps: ${overlaps(readLedger(cluster, namespace, name)).length}`,
    );
    const after = await lease(cluster, namespace, name);
    say(`managers ${managers(after)}; spec ${JSON.stringify(after.spec)}`);
  } finally {
    await mustKubectl(cluster, ['delete', 'namespace', namespace, '--wait=false']);
  }
}

async function lease(cluster: Cluster, namespace: string, name: string): Promise<Written> {
  const args = ['get', 'lease', name, '--namespace', namespace, '--show-managed-fields'];
  return JSON.parse(await mustKubectl(cluster, [...args, '--output=json'])) as Written;
}

async function fence(
  cluster: Cluster,
  namespace: string,
  name: string,
  { spec }: Written,
): Promise<void> {
  const now = new Date().toISOString().replace('Z', '000Z');
  const add = (field: string, value: unknown) => ({ op: 'add', path: `/spec/${field}`, value });
  const patch = [
    { op: 'test', path: '/spec/holderIdentity', value: spec['holderIdentity'] },
    add('holderIdentity', 'kubectl-lease/00000000'),
    add('leaseDurationSeconds', 30),
    add('leaseTransitions', Number(spec['leaseTransitions'] ?? 0) + 1),
    add('acquireTime', now),
    add('renewTime', now),
  ];
  await mustKubectl(cluster, [
    ...['patch', 'lease', name, '--namespace', namespace],
    ...['--type=json', `--patch=${JSON.stringify(patch)}`],
  ]);
}

/** How the leader's container ended, by its Pod's status. */
async function ended(cluster: Cluster, namespace: string, pod: string): Promise<string> {
  return waitFor(`the end of the container of ${pod}`, async (saw) => {
    const args = ['get', 'pods', '--namespace', namespace, '--output=json'];
    const { items } = JSON.parse(await mustKubectl(cluster, args)) as Pods;
    const status = items.find(({ metadata }) => metadata.name === pod)?.status.containerStatuses[0];
    saw(JSON.stringify(status ?? null));
    const { terminated } = status?.lastState ?? {};
    return (
      terminated && `exit status ${terminated.exitCode}, ${status?.restartCount ?? 0} restarts`
    );
  });
}

const managers = ({ metadata }: Written) =>
  metadata.managedFields.map(({ manager, operation }) => `"${manager}" (${operation})`).join(', ');

const since = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const asked = process.argv.slice(2);
for (const library of OTHER_LIBRARIES) {
  if (asked.length === 0 || asked.includes(library)) await check(testCluster(), library);
}
