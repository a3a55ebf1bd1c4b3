// A fence and a note that somebody forged over a live leader, to have another Pod evicted.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { formatNote } from '../../src/lease/operation-note.ts';
import { formatMicroTime } from '../../src/lease/time.ts';
import { testCluster } from '../cluster/cluster.ts';
import { startElectors } from '../cluster/electors.ts';
import { apply, createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { overlaps, readLedger } from '../cluster/ledger.ts';
import { noteOf } from '../lease/operations.ts';
import { lease } from './live.ts';

const cluster = testCluster();

/** The name that an identity begins with. */
const podOf = (holder: string): string => holder.replace(/_.*$/, '');

async function uidOf(namespace: string, pod: string): Promise<string> {
  const jsonpath = '{.metadata.uid} {.metadata.deletionTimestamp}';
  const get = ['get', 'pod', pod, '--namespace', namespace, `--output=jsonpath=${jsonpath}`];
  return (await mustKubectl(cluster, get)).trim();
}

/** Says that the victim led before, by a library that stops at once. */
async function forge(
  namespace: string,
  victim: { namespace: string; holder: string; uid: string },
) {
  const now = Date.now() * 1000;
  const ref = { namespace: victim.namespace, name: podOf(victim.holder) };
  const note = noteOf({
    ...{ at: now, speed: 'evict', elector: 'fabric8', bound: 0.1, term: 1, interval: 0.1 },
    before: { uid: undefined, holder: victim.holder, acquireTime: now, transitions: 0 },
    pod: { ref, uid: victim.uid, containers: [] },
    former: { skew: 0, survives: false, renewedAt: now },
  });
  const annotations = {
    'kubectl-lease.github.io/operation-id': '3f2a91c4',
    'kubectl-lease.github.io/operation': formatNote(note),
  };
  const time = formatMicroTime(now);
  const spec = {
    ...{ holderIdentity: 'kubectl-lease/3f2a91c4', leaseDurationSeconds: 30 },
    ...{ acquireTime: time, renewTime: time, leaseTransitions: 1 },
  };
  await mustKubectl(cluster, [
    ...['patch', 'lease', 'reconciler', '--namespace', namespace, '--type=merge'],
    `--patch=${JSON.stringify({ metadata: { annotations }, spec })}`,
  ]);
}

/** A real leader, and a real victim in another namespace that leads a Lease of its own. */
async function scene(t: TestContext) {
  const [namespace, elsewhere] = [
    await createNamespace(cluster, t),
    await createNamespace(cluster, t),
  ];
  await startElectors(cluster, { namespace, replicas: 2 });
  const { leader: holder } = await startElectors(cluster, { namespace: elsewhere, replicas: 1 });
  const uid = await uidOf(elsewhere, podOf(holder));
  return { namespace, victim: { namespace: elsewhere, holder, uid } };
}

describe('a fence that was forged over a live leader', { concurrency: true }, () => {
  test('evicts no Pod in another namespace, and there are never two leaders', async (t) => {
    const { namespace, victim } = await scene(t);
    await forge(namespace, victim);
    const from = Date.now();
    const flags = '--reason "hangs" --evict-pod --yes';
    const told = await lease(cluster, `force-release ${namespace}/reconciler ${flags}`);
    assert.equal(told.code, 0, told.stderr);
    const name = podOf(victim.holder);
    assert.match(
      told.stderr,
      /^no Pod is evicted: no Pod is certain: .* may not update this Lease$/m,
    );
    assert.match(
      told.stderr,
      /^Held by {6}the fence of operation 3f2a91c4, recorded as by alice;/m,
    );
    assert.match(told.stderr, new RegExp(`recorded as led before the fence by ${name}`));
    assert.doesNotMatch(told.stderr, /an eviction of/);
    assert.match(told.stderr, /^Confirm {6}--confirm [0-9a-f]{12}\n\n {2}0\.0s {2}fenced/m);
    assert.equal(await uidOf(victim.namespace, name), victim.uid);
    assert.ok(Date.now() - from >= 29_000, 'no time passes for free');
    assert.deepEqual(overlaps(readLedger(cluster, namespace, 'reconciler')), []);
  });

  test('not even where that Pod may write the Lease, unless its namespace is named', async (t) => {
    const { namespace, victim } = await scene(t);
    const name = podOf(victim.holder);
    const get = ['get', 'pod', name, '--namespace', victim.namespace];
    const account = await mustKubectl(cluster, [
      ...[...get, '--output=jsonpath={.spec.serviceAccountName}'],
    ]);
    const [apiGroup, apiVersion] = ['rbac.authorization.k8s.io', 'rbac.authorization.k8s.io/v1'];
    const metadata = { namespace, name: 'victim' };
    const subject = { kind: 'ServiceAccount', namespace: victim.namespace, name: account.trim() };
    const rule = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['update'] };
    await apply(cluster, [
      { apiVersion, kind: 'Role', metadata, rules: [rule] },
      {
        ...{ apiVersion, kind: 'RoleBinding', metadata, subjects: [subject] },
        roleRef: { apiGroup, kind: 'Role', name: 'victim' },
      },
    ]);
    await forge(namespace, victim);
    const plan = (flags: string) =>
      lease(cluster, `force-release ${namespace}/reconciler --reason "hangs" --evict-pod ${flags}`);
    const dry = await plan('--dry-run');
    assert.equal(dry.code, 0, dry.stderr);
    const sentence = `no Pod is evicted: Pod ${victim.namespace}/${name} is not in namespace ${namespace}: --evict-in-namespace ${victim.namespace} allows its eviction`;
    assert.ok(dry.stderr.includes(sentence), dry.stderr);
    assert.doesNotMatch(dry.stdout, /an eviction of/);
    assert.equal(await uidOf(victim.namespace, name), victim.uid);
  });
});
