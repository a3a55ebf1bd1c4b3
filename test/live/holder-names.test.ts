// Names are given again and again: what who-holds says where another Pod may be meant, or none is left.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { apply, createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { images } from '../cluster/layout.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { waitFor } from '../cluster/wait.ts';
import { elect, idlePod, runAgain, whoHolds } from './holders.ts';
import { createLease, electionSpec } from './live.ts';

const cluster = testCluster();

/** A long term: nothing but the test ends it. */
const LONG = { seconds: [60, 40, 1] } as const;

describe('of a name who-holds claims no more than it knows:', { concurrency: 3 }, () => {
  test('of a Pod that is gone, while its term lasts', async (t) => {
    const { namespace, leader } = await elect(cluster, t, { settings: LONG });
    await mustKubectl(cluster, ['delete', 'deployment', 'reconciler', '-n', namespace]);
    const [pod = ''] = leader.split('_');
    await mustKubectl(cluster, ['wait', `pod/${pod}`, '-n', namespace, '--for=delete']);
    const who = await whoHolds(cluster, `${namespace}/reconciler`);
    assert.match(
      who.sentence,
      new RegExp(
        `^${namespace}/reconciler is still in the name of ${pod}, whose Pod is gone; its term ends in \\d+s\\.\\n$`,
      ),
    );
    assert.deepEqual([who.resolvesTo, who.confidence, who.code], [null, 'none', 0]);
    assert.deepEqual([who.pod, who.why], [null, 'its Pod is gone']);
  });

  test('of two Pods of the same name in turn, told apart by the random part', async (t) => {
    const first = await elect(cluster, t, {
      workload: 'Pod',
      name: 'random-in-turn',
      taken: true,
      settings: { seconds: [30, 20, 1] },
    });
    const { namespace, leader } = first;
    const name = `${namespace}/random-in-turn`;
    assert.equal((await whoHolds(cluster, name)).confidence, 'certain');
    await runAgain(cluster, namespace, 'random-in-turn');
    const second = await whoHolds(cluster, name);
    const why = `Pod ${name} was created after the Lease was acquired`;
    assert.deepEqual([second.resolvesTo, second.confidence], [null, 'none']);
    assert.deepEqual([second.why, second.code], [why, 0]);
    // The second one waits until the term of the first is over.
    await waitForHolder(cluster, namespace, 'random-in-turn', (id) => id !== leader, {
      seconds: 90,
    });
    const third = await whoHolds(cluster, name);
    assert.deepEqual([third.resolvesTo?.kind, third.confidence], ['Pod', 'certain']);
  });

  test('of two Pods of the same name in turn, which both write that name alone', async (t) => {
    const { namespace } = await elect(cluster, t, {
      workload: 'Pod',
      name: 'bare-in-turn',
      taken: true,
      settings: { ...LONG, identity: 'pod-name' },
    });
    const name = `${namespace}/bare-in-turn`;
    const first = await whoHolds(cluster, name);
    assert.equal(first.confidence, 'certain');
    await runAgain(cluster, namespace, 'bare-in-turn');
    // It finds its own name in the Lease, and renews it at once.
    const second = await waitFor('the second one to renew', async (saw) => {
      const who = await whoHolds(cluster, name);
      saw(who.why);
      return who.resolvesTo === null ? undefined : who;
    });
    assert.deepEqual(second.resolvesTo, { kind: 'Pod', namespace, name: 'bare-in-turn' });
    assert.notDeepEqual(second.pod, first.pod);
    const why = 'a Pod of that name, which is younger than the term';
    assert.deepEqual([second.confidence, second.why, second.code], ['likely', why, 0]);
    assert.match(second.sentence, /^Probably Pod bare-in-turn \(node worker-1\) has led /);
  });

  test('of two Pods of the same name in two namespaces', async (t) => {
    const elsewhere = await createNamespace(cluster, t);
    const pod = `twin-${randomUUID().slice(0, 8)}`;
    await apply(cluster, [idlePod(elsewhere, pod)]);
    const namespace = await createNamespace(cluster, t);
    await apply(cluster, [idlePod(namespace, pod)]);
    await createLease(cluster, namespace, 'reconciler', electionSpec(`${pod}_${randomUUID()}`));
    const who = await whoHolds(cluster, `${namespace}/reconciler`);
    assert.deepEqual(who.resolvesTo, { kind: 'Pod', namespace, name: pod });
    assert.deepEqual([who.confidence, who.why], ['guess', '2 Pods have that name']);
    assert.match(who.sentence, new RegExp(`^Perhaps Pod ${pod} \\(`));
  });

  test('of a name that a Pod in another namespace has, which may not write the Lease', async (t) => {
    const elsewhere = await createNamespace(cluster, t);
    const pod = `stranger-${randomUUID().slice(0, 8)}`;
    await apply(cluster, [idlePod(elsewhere, pod)]);
    const namespace = await createNamespace(cluster, t);
    await createLease(cluster, namespace, 'reconciler', later(`${pod}_${randomUUID()}`));
    const who = await whoHolds(cluster, `${namespace}/reconciler`);
    const why = `a Pod of that name, but ServiceAccount ${elsewhere}/default may not update this Lease`;
    assert.deepEqual([who.confidence, who.why], ['guess', why]);
    assert.match(who.sentence, new RegExp(`^Perhaps Pod ${elsewhere}/${pod} \\(`));
  });

  test('of a Pod that has ended, which holds nothing any more', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await apply(cluster, [idlePod(namespace, 'ended', images.elector, ['--help'])]);
    const ended = ['--for=jsonpath={.status.phase}=Succeeded', '--timeout=60s'];
    await mustKubectl(cluster, ['wait', 'pod/ended', '-n', namespace, ...ended]);
    await createLease(cluster, namespace, 'reconciler', later(`ended_${randomUUID()}`));
    const who = await whoHolds(cluster, `${namespace}/reconciler`);
    const why = 'a Pod of that name, which has ended (Succeeded)';
    assert.deepEqual([who.confidence, who.why], ['likely', why]);
    assert.match(who.sentence, /^Probably Pod ended \(node worker-1, Succeeded\) has led /);
  });

  test('but a uid in the identity tells Pods of one name apart, whatever the clocks say', async (t) => {
    const elsewhere = await createNamespace(cluster, t);
    const { namespace, managers } = await elect(cluster, t, { workload: 'Pod', name: 'unlike' });
    await apply(cluster, [idlePod(elsewhere, 'unlike')]);
    const uid = managers[0]?.podUid ?? '';
    const spec = { ...electionSpec(`unlike_${uid}`), acquireTime: '2020-01-01T00:00:00.000000Z' };
    await createLease(cluster, namespace, 'by-hand', spec);
    const who = await whoHolds(cluster, `${namespace}/by-hand`);
    assert.deepEqual(who.resolvesTo, { kind: 'Pod', namespace, name: 'unlike' });
    const why = 'the only Pod of that name and uid, may write this Lease';
    assert.deepEqual([who.confidence, who.why], ['certain', why]);
  });

  test('to who may see one namespace alone, a Pod there is likely and no more', async (t) => {
    const { namespace } = await elect(cluster, t, {
      workload: 'StatefulSet',
      name: 'narrow',
      taken: true,
    });
    await mustKubectl(cluster, [
      ...['create', 'role', 'looks', '-n', namespace, '--verb=get,list'],
      '--resource=pods,leases.coordination.k8s.io',
    ]);
    await mustKubectl(cluster, [
      ...['create', 'rolebinding', 'looks', '-n', namespace, '--role=looks', '--user=looker'],
    ]);
    const who = await whoHolds(cluster, `${namespace}/narrow`, '--as looker');
    const why =
      'a Pod of that name; other namespaces were not searched: cannot list pods in all namespaces (forbidden)';
    assert.deepEqual([who.confidence, who.why, who.code], ['likely', why, 0]);
  });
});

/** Acquired in ten seconds' time, as far as the server can tell: whatever is there by now is older. */
function later(holder: string): object {
  const time = `${new Date(Date.now() + 10_000).toISOString().slice(0, -1)}000Z`;
  return { ...electionSpec(holder), acquireTime: time };
}
