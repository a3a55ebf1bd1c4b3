// who-holds against real electors: what it says, and the exit code that a script sees.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { elector } from '../cluster/containers.ts';
import { startElectorProcess } from '../cluster/elector-process.ts';
import { startElectors } from '../cluster/electors.ts';
import { createNamespace, kubectl, mustKubectl } from '../cluster/kubectl.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { freeze, kill, resume } from '../cluster/signals.ts';
import { waitFor } from '../cluster/wait.ts';
import { PROGRAMS } from '../program.ts';
import { createLease, electionSpec, lease } from './live.ts';

const cluster = testCluster();

function who(namespace: string, more = '', program?: string) {
  return lease(cluster, `who-holds ${namespace}/reconciler ${more}`, program);
}

describe('who-holds', () => {
  test('names the Pod that leads, its Deployment and its node; frozen, it is late, then nobody', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const { leader } = await startElectors(cluster, { namespace, replicas: 1 });
    const pod = leader.split('_')[0] ?? '';
    const more = `kubectl lease describe -n ${namespace} reconciler`;
    for (const program of Object.values(PROGRAMS)) {
      const { stdout, code } = await who(namespace, '', program);
      const expected = `^Pod ${pod} \\(Deployment reconciler, node worker-1\\) has led ${namespace}/reconciler for \\d+s and renewed it \\ds ago\\.\\nIt may delete Deployments in every namespace, and 10 other things: ${more}\\n$`;
      assert.match(stdout, new RegExp(expected));
      assert.equal(code, 0);
    }
    const { stdout: json } = await who(namespace, '-o json');
    assert.equal((JSON.parse(json) as Document).verdict.holder.confidence, 'certain');
    await elsewhere(t, namespace, pod);
    const container = elector(cluster, namespace, pod);
    freeze(container);
    const heard = await heardUntilNobody(namespace);
    resume(container);
    assert.deepEqual(heard.codes, [0, 0, 2]);
    assert.match(
      heard.late,
      new RegExp(
        `^Pod ${pod} .* but is late: renewed \\d+s ago, its term is 15s\\.\\nIt may delete Deployments .*\\n$`,
      ),
    );
    assert.match(
      heard.nobody,
      new RegExp(
        `^Nobody: .* was last held by ${pod}, which fell silent 1\\ds ago \\(term 15s\\)\\. Its Pod is still there \\(Running, node worker-1\\)\\.\\nPod ${pod} may delete Deployments .*\\n$`,
      ),
    );
  });

  test('says that the Pod of a silent leader is gone', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const pod = 'reconciler-5dd487bb7b-5ffjv';
    const electing = startElectorProcess(cluster, {
      namespace,
      host: pod,
      settings: { seconds: [3, 2, 0.5] },
    });
    await waitForHolder(cluster, namespace, 'reconciler');
    kill(electing);
    const { stdout, code } = await waitFor('nobody', async (saw) => {
      const outcome = await who(namespace);
      saw(outcome.stdout);
      return outcome.code === 2 ? outcome : undefined;
    });
    assert.match(stdout, /^Nobody: .* fell silent \ds ago \(term 3s\)\. Its Pod is gone\.\n$/);
    assert.equal(code, 2);
  });

  const spec = electionSpec('reconciler-5dd487bb7b-5ffjv');
  const rows: [title: string, spec: object, expected: RegExp, code: number][] = [
    [
      'nobody holds a Lease that was released',
      { ...spec, holderIdentity: '' },
      /^Nobody: .* was released \ds ago; it has changed hands once\.\n$/,
      2,
    ],
    ['nobody ever held a Lease without any field', {}, /^Nobody: .* has never been held\.\n$/, 2],
    [
      'it cannot be known of a Lease without a term',
      { ...spec, leaseDurationSeconds: null },
      /^Not known: .*, but it has no leaseDurationSeconds, so it has no term\.\n$/,
      6,
    ],
    [
      'it cannot be known of a Lease that was never renewed',
      { ...spec, renewTime: null },
      /^Not known: .*, but it has no renewTime\.\n$/,
      6,
    ],
    [
      'a holder in another hour holds it all the same',
      { ...spec, renewTime: '2026-01-01T00:00:00.000000Z' },
      /^[^ ]*\/reconciler is still in the name of reconciler-5dd487bb7b-5ffjv, whose Pod is gone; its term ends in 1[45]s\.\n$/,
      0,
    ],
    [
      'a holder whose clock is in the next century holds it too',
      { ...spec, renewTime: '2126-01-01T00:00:00.000000Z' },
      /^[^ ]*\/reconciler is still in the name of reconciler-5dd487bb7b-5ffjv, whose Pod is gone; its term ends in 1[45]s\.\n$/,
      0,
    ],
  ];
  for (const [title, fields, expected, code] of rows) {
    test(title, async (t) => {
      const namespace = await createNamespace(cluster, t);
      await createLease(cluster, namespace, 'reconciler', fields);
      const outcome = await who(namespace);
      assert.match(outcome.stdout, expected);
      assert.equal(outcome.code, code);
    });
  }

  test('says of a name that does not exist what kubectl says', async () => {
    const ours = await lease(cluster, 'who-holds -n default nope');
    const kubectls = await kubectl(cluster, [
      'get',
      'leases.coordination.k8s.io',
      'nope',
      '-n',
      'default',
    ]);
    assert.deepEqual([ours.stdout, ours.stderr, ours.code], ['', kubectls.stderr, kubectls.code]);
  });

  test('says that it may not look at Pods, and answers all the same', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await createLease(
      cluster,
      namespace,
      'reconciler',
      electionSpec('reconciler-5dd487bb7b-5ffjv'),
    );
    await mustKubectl(cluster, [
      'create',
      'role',
      'leases',
      '-n',
      namespace,
      '--verb=get',
      '--resource=leases',
    ]);
    await mustKubectl(cluster, [
      'create',
      'rolebinding',
      'leases',
      '-n',
      namespace,
      '--role=leases',
      '--user=alice',
    ]);
    const { stdout, code } = await who(namespace, '--as alice');
    assert.match(
      stdout,
      /^reconciler-5dd487bb7b-5ffjv \(cannot get pods in [^ ]+ \(forbidden\)\) has led .*\n$/,
    );
    assert.equal(code, 0);
  });
});

interface Document {
  readonly verdict: { readonly holder: { readonly confidence: string; readonly why: string } };
}

/** A Lease in another namespace that names this Pod, which may not write it. */
async function elsewhere(t: TestContext, podNamespace: string, pod: string): Promise<void> {
  const namespace = await createNamespace(cluster, t);
  await createLease(cluster, namespace, 'reconciler', electionSpec(pod));
  const { stdout, code } = await who(namespace);
  assert.match(
    stdout,
    new RegExp(`^Probably Pod ${podNamespace}/${pod} \\(.*\\nIf so, it may delete Deployments `),
  );
  assert.equal(code, 0);
  const { stdout: json } = await who(namespace, '-o json');
  assert.match(
    (JSON.parse(json) as Document).verdict.holder.why,
    /^a Pod of that name, but ServiceAccount [^ ]+ may not update this Lease$/,
  );
}

interface Heard {
  readonly codes: readonly number[];
  readonly late: string;
  readonly nobody: string;
}

/** What it says while a frozen leader grows old: each of its answers once, in their order. */
async function heardUntilNobody(namespace: string): Promise<Heard> {
  const heard = new Map<string, { stdout: string; code: number }>();
  await waitFor('nobody', async (saw) => {
    const { stdout, code } = await who(namespace);
    const word = /^Nobody/.test(stdout) ? 'nobody' : / is late/.test(stdout) ? 'late' : 'held';
    if (!heard.has(word)) heard.set(word, { stdout, code });
    saw(stdout);
    return code === 2 ? true : undefined;
  });
  return {
    codes: [...heard.values()].map(({ code }) => code),
    late: heard.get('late')?.stdout ?? '',
    nobody: heard.get('nobody')?.stdout ?? '',
  };
}
