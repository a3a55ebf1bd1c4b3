// How many requests a command costs the API server: its own audit log counts them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { createAll, type Creation } from '../cluster/create-all.ts';
import { startElectors, type ElectorOptions } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { waitFor } from '../cluster/wait.ts';
import { elect } from './holders.ts';
import { electionSpec, lease } from './live.ts';

const cluster = testCluster();

interface AuditEvent {
  readonly stage: string;
  readonly requestURI: string;
  readonly impersonatedUser?: { readonly uid?: string };
}

/**
 * What the API server wrote down of one run, which is told from others by the uid it came with. The
 * pages of a list are one request.
 */
function requestsOf(uid: string, length: number): string[] {
  return readFileSync(cluster.auditLog, 'utf8')
    .slice(length)
    .split('\n')
    .filter((line) => line.includes(uid))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter(
      ({ stage, impersonatedUser }) =>
        stage === 'ResponseComplete' && impersonatedUser?.uid === uid,
    )
    .filter(({ requestURI }) => !requestURI.includes('continue='))
    .map(({ requestURI }) => requestURI.split('?')[0] ?? '');
}

async function count(args: string, expected: number): Promise<string[]> {
  const before = readFileSync(cluster.auditLog, 'utf8').length;
  const uid = randomUUID();
  const user = args.includes('--as') ? '' : '--as counted --as-group system:masters';
  await lease(cluster, `${args} ${user} --as-uid ${uid}`);
  const all = await waitFor('the audit log', (saw) => {
    const requests = requestsOf(uid, before);
    saw(requests.join(' '));
    return requests.length > expected ? requests : undefined;
  });
  // Sent while the first answer is on its way.
  const measured = all.filter((uri) => uri === MEASURES);
  assert.equal(measured.length, 1, `its clock is measured once: ${all.join(' ')}`);
  return all.filter((uri) => uri !== MEASURES);
}

/** By whose answer the API server's clock is measured: one request of every command, beside those counted here. */
const MEASURES = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

test('who-holds costs three requests for the holder and five for its authority', async (t) => {
  const namespace = await createNamespace(cluster, t);
  await startElectors(cluster, { namespace, replicas: 1 });
  const who = await count(`who-holds ${namespace}/reconciler`, 8);
  const rbac = ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'];
  assert.deepEqual(who.toSorted(), [
    '/api/v1/pods',
    expectReplicaSet(who, namespace),
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/reconciler`,
    ...rbac.map((resource) => `/apis/rbac.authorization.k8s.io/v1/${resource}`),
  ]);
  const holder = await count(`who-holds ${namespace}/reconciler --no-authority`, 4);
  assert.equal(holder.length, 4, holder.join(' '));
});

test('who-holds costs at most four requests for the holder and six for its authority', async (t) => {
  const namespace = await createNamespace(cluster, t);
  await startElectors(cluster, { namespace, replicas: 1 });
  await mustKubectl(cluster, [
    ...['create', 'rolebinding', 'a', '-n', namespace, '--clusterrole=admin', '--user=admin-here'],
  ]);
  const rows: [args: string, authority: number][] = [
    // Two lists that are refused, a review that is and one in the namespace, two rights asked.
    [`${namespace}/reconciler --as admin-here`, 6],
    ['kube-system/kube-scheduler', 4],
    [`kube-node-lease/${cluster.node ?? ''}`, 0],
  ];
  for (const [args, authority] of rows) {
    const requests = await count(`who-holds ${args}`, 1 + authority);
    const asked = requests.filter((uri) => /\/(rbac\.)?authorization\.k8s\.io\//.test(uri));
    assert.equal(asked.length, authority, `${args}: ${requests.join(' ')}`);
    assert.ok(requests.length - authority <= 4, `${args}: ${requests.join(' ')}`);
  }
});

/** What a request asks for. */
const WORDS: readonly [path: RegExp, word: string][] = [
  [/\/leases\//, 'lease'],
  [/^\/api\/v1\/pods$/, 'pods'],
  [/^\/api\/v1\/namespaces\/[^/]+\/pods$/, 'pods here'],
  [/\/subjectaccessreviews$/, 'review'],
  [/\/replicasets\//, 'replicaset'],
  [/\/jobs\//, 'job'],
];

describe('who-holds costs at most four requests and a review', { concurrency: 2 }, () => {
  const rows: [title: string, electors: ElectorOptions, expected: string][] = [
    ['of a Pod by its uid', { variant: 'pod-uid' }, 'lease, pods here, review, replicaset'],
    [
      "of a Pod in its node's network",
      { settings: { hostNetwork: true } },
      'lease, pods, pods, review, replicaset',
    ],
    [
      'of a static Pod',
      { workload: 'StaticPod', name: 'counted-static', settings: { hostNetwork: true } },
      'lease, pods, pods',
    ],
    ['of a Pod that a CronJob made', { workload: 'CronJob' }, 'lease, pods, review, job'],
    // What made its Job would be the fifth.
    [
      'of a Pod of an Indexed Job',
      { workload: 'IndexedJob', name: 'counted' },
      'lease, pods, pods, pods here, review',
    ],
  ];
  for (const [title, electors, expected] of rows) {
    test(title, async (t) => {
      const { namespace } = await elect(cluster, t, electors);
      const name = `${namespace}/${electors.name ?? 'reconciler'}`;
      const words = expected.split(', ');
      const requests = await count(`who-holds ${name} --no-authority`, words.length);
      const asked = requests.map((uri) => WORDS.find(([path]) => path.test(uri))?.[1] ?? uri);
      assert.deepEqual(asked.toSorted(), words.toSorted());
    });
  }
});

test('who-holds of somebody costs as many requests however many Leases there are', async (t) => {
  const namespace = await createNamespace(cluster, t);
  const { leader } = await startElectors(cluster, { namespace, replicas: 1 });
  const pod = leader.split('_')[0] ?? '';
  const rows: [args: string, expected: number][] = [
    // Leases, its Pods, itself, its heartbeat, standbys.
    [`--node ${cluster.node ?? ''}`, 5],
    [`--pod ${namespace}/${pod}`, 2],
    [`-n ${namespace} --workload deploy/reconciler`, 3],
    [`--serviceaccount ${namespace}/reconciler`, 3],
    ['--zone none', 3],
  ];
  const counted = async () => {
    const counts: string[] = [];
    for (const [args, expected] of rows) {
      const requests = await count(`who-holds ${args}`, expected);
      counts.push(`${args}: ${requests.length}`);
    }
    return counts;
  };
  const expected = rows.map(([args, many]) => `${args}: ${many}`);
  assert.deepEqual(await counted(), expected);
  await createAll(cluster, leasesOfNobody(namespace, 501));
  assert.deepEqual(await counted(), expected);
});

/** More than a page of them. */
function leasesOfNobody(namespace: string, many: number): Creation[] {
  return Array.from({ length: many }, (_, at) => ({
    path: `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`,
    body: { metadata: { name: `lease-${at}` }, spec: electionSpec(`nobody-${at}_x`) },
  }));
}

test('describe costs at most twenty requests, whatever may be seen', async (t) => {
  const namespace = await createNamespace(cluster, t);
  await startElectors(cluster, { namespace, replicas: 2 });
  const name = 'reads-one-lease';
  await mustKubectl(cluster, [
    ...['create', 'role', name, '-n', namespace, '--verb=get', '--resource=leases'],
  ]);
  await mustKubectl(cluster, [
    ...['create', 'rolebinding', name, '-n', namespace, `--role=${name}`, '--user=reader'],
  ]);
  const rows: [args: string, most: number][] = [
    [`${namespace}/reconciler`, 16],
    [`${namespace}/reconciler --as reader`, 20],
    ['kube-system/kube-scheduler', 16],
    [`kube-node-lease/${cluster.node ?? ''}`, 16],
  ];
  for (const [args, most] of rows) {
    const requests = await count(`describe ${args}`, 8);
    // With the one by which the clock is measured.
    assert.ok(requests.length + 1 <= most, `${args}: ${requests.length}: ${requests.join(' ')}`);
  }
});

function expectReplicaSet(requests: readonly string[], namespace: string): string {
  const prefix = `/apis/apps/v1/namespaces/${namespace}/replicasets/`;
  return requests.find((uri) => uri.startsWith(prefix)) ?? prefix;
}
