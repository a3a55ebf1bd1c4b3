// who-holds the other way round, against real electors: what a Pod, a node, a workload or an account holds.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectors, type ElectorOptions } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { gaps, readLedger, seconds } from '../cluster/ledger.ts';
import { waitFor } from '../cluster/wait.ts';
import { lease } from './live.ts';

const cluster = testCluster();

const back = (args: string) => lease(cluster, `who-holds ${args}`);

interface Scene {
  readonly namespace: string;
  /** The Pod that leads, and those that stand by. */
  readonly leader: string;
  readonly standbys: readonly string[];
}

async function scene(t: TestContext, options: ElectorOptions): Promise<Scene> {
  const namespace = await createNamespace(cluster, t);
  const { leader: identity } = await startElectors(cluster, { namespace, ...options });
  const columns = '--output=jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{"\\n"}{end}';
  const listed = await mustKubectl(cluster, ['get', 'pods', '-n', namespace, columns]);
  const pods = listed
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  const isLeader = ([name = '', uid]: string[]) => identity.startsWith(name) || identity === uid;
  const names = (chosen: string[][]) => chosen.map(([name = '']) => name);
  const [leader = ''] = names(pods.filter(isLeader));
  return { namespace, leader, standbys: names(pods.filter((pod) => !isLeader(pod))) };
}

interface Document {
  readonly items: readonly {
    readonly withoutLeader: {
      readonly mostSeconds: number;
      readonly releasedSeconds: number;
      readonly releases: boolean;
    };
  }[];
}

describe('who-holds of', () => {
  test('a node, a Pod, a workload and an account names the Lease that their Pod leads', async (t) => {
    const { namespace, leader, standbys } = await scene(t, { replicas: 2 });
    const row = `${namespace} +reconciler +election +${leader} +held +`;
    const rows: [args: string, expected: string][] = [
      [
        `--node worker-1`,
        `(?:^|\n)\\d+ +${row}none elsewhere +until a new Pod runs, then up to 24s\n`,
      ],
      [`--pod ${namespace}/${leader}`, `\n${row}1 +up to 24s\n$`],
      [`-n ${namespace} --workload deploy/reconciler`, `\n${row}1 +up to 24s\n$`],
      [`--serviceaccount ${namespace}/reconciler`, `\n${row}1 +up to 24s\n$`],
    ];
    for (const [args, expected] of rows) {
      const { stdout, code } = await back(args);
      assert.match(stdout, new RegExp(expected));
      assert.equal(code, 0);
    }
    const [standby = ''] = standbys;
    const outcome = await back(`--pod ${namespace}/${standby}`);
    assert.equal(outcome.stdout, `Pod ${namespace}/${standby} holds no Lease.\n`);
    assert.equal(outcome.code, 2);
  });

  test('a node tells its heartbeat last, and that a drain leaves it', async () => {
    const { stdout } = await back('--node worker-1');
    assert.match(
      stdout,
      /(^|\n)stays +kube-node-lease +worker-1 +node +- +held +- +a heartbeat\n$|but its heartbeat/,
    );
  });

  for (const variant of ['pod-uid', 'pod-name', 'host-network'] as const) {
    test(`a Pod whose identity is of the form ${variant}`, async (t) => {
      const { namespace, leader } = await scene(t, { replicas: 1, variant });
      const { stdout, code } = await back(`--pod ${namespace}/${leader} -o name`);
      assert.deepEqual([stdout, code], ['lease.coordination.k8s.io/reconciler\n', 0]);
    });
  }

  test('what there is not is an error, not nothing', async () => {
    const rows: [args: string, sentence: string][] = [
      ['--node nope', 'error: there is no Node nope\n'],
      ['--pod default/nope', 'error: there is no Pod default/nope\n'],
      ['-n default --workload sts/nope', 'error: there is no StatefulSet default/nope\n'],
      ['--serviceaccount default/nope', 'error: there is no ServiceAccount default/nope\n'],
      ['--zone nope', 'error: no Node is labelled topology.kubernetes.io/zone=nope\n'],
    ];
    for (const [args, sentence] of rows) {
      const { stdout, stderr, code } = await back(args);
      assert.deepEqual([stdout, stderr, code], ['', sentence, 1]);
    }
  });
});

describe('who-holds where not all may be seen', () => {
  test('does not say of Pods that may not be seen that they hold nothing', async (t) => {
    const { namespace, leader } = await scene(t, { replicas: 1 });
    const user = `reader-of-${namespace}`;
    const names = ['leases', '-n', namespace];
    const role = ['--verb=get,list', '--resource=leases'];
    await mustKubectl(cluster, ['create', 'role', ...names, ...role]);
    await mustKubectl(cluster, [
      'create',
      'rolebinding',
      ...names,
      '--role=leases',
      `--user=${user}`,
    ]);
    const { stdout, code } = await waitFor('the right to list Leases', async (saw) => {
      const outcome = await back(`--pod ${namespace}/${leader} --as ${user}`);
      saw(outcome.stderr);
      return outcome.code === 1 ? undefined : outcome;
    });
    const act = `cannot list pods in ${namespace} (forbidden)`;
    assert.ok(
      stdout.startsWith(`Not known: what Pod ${namespace}/${leader} holds, because ${act}`),
      stdout,
    );
    assert.equal(code, 6);
  });

  test('tells the admin of a namespace what is held there, and that the rest was not seen', async (t) => {
    const { namespace, leader, standbys } = await scene(t, { replicas: 2 });
    const user = `admin-of-${namespace}`;
    const binding = ['create', 'rolebinding', 'admins', '-n', namespace, `--user=${user}`];
    await mustKubectl(cluster, [...binding, '--clusterrole=admin']);
    const { stdout, stderr } = await waitFor('the rights of an admin', async (saw) => {
      const outcome = await back(`--pod ${namespace}/${leader} --as ${user}`);
      saw(outcome.stdout + outcome.stderr);
      return outcome.code === 0 ? outcome : undefined;
    });
    assert.match(
      stdout,
      new RegExp(`\n${namespace} +reconciler +election +${leader} +held +1 +up to 24s\n$`),
    );
    assert.match(
      stderr,
      /^you may not list Leases in all namespaces: these are of namespace test-/,
    );
    const [standby = ''] = standbys;
    const other = await back(`--pod ${namespace}/${standby} --as ${user}`);
    assert.match(
      other.stdout,
      /^Not known: what Pod .* holds, because you may not list Leases in all namespaces/,
    );
    assert.equal(other.code, 6);
  });
});

describe('nobody leads for no longer than it says', () => {
  for (const variant of ['usual', 'release-quick'] as const) {
    test(`where a Pod is deleted whose elector is ${variant}`, async (t) => {
      const { namespace, leader } = await scene(t, { replicas: 2, variant });
      const { stdout } = await back(`--pod ${namespace}/${leader} -o json`);
      const [item] = (JSON.parse(stdout) as Document).items;
      assert.equal(item?.withoutLeader.releases, variant === 'release-quick');
      const { mostSeconds, releasedSeconds, releases } = item.withoutLeader;
      const before = await waitForHolder(cluster, namespace, 'reconciler');
      await mustKubectl(cluster, ['delete', 'pod', leader, '-n', namespace, '--wait=false']);
      await waitForHolder(cluster, namespace, 'reconciler', (holder) => holder !== before, {
        seconds: 60,
      });
      const spans = await waitFor('the next one at work', () => {
        const worked = readLedger(cluster, namespace, 'reconciler');
        return worked.some(({ id }) => id !== before) ? worked : undefined;
      });
      const longest = Math.max(...gaps(spans).map((gap) => seconds([gap])));
      const said = releases ? releasedSeconds : mostSeconds;
      t.diagnostic(`nobody led for ${longest.toFixed(1)} s; up to ${said} s were said`);
      assert.ok(longest <= said, `${longest} s`);
      if (!releases) assert.ok(longest > releasedSeconds, 'the term was not waited for');
    });
  }
});
