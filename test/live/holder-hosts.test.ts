// A host name is no Pod's name: what who-holds says of holders that are written as their hosts.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { apply, createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { nodeName } from '../cluster/layout.ts';
import { removeStaticPod, writeStaticPod } from '../cluster/static-pods.ts';
import { elect, electorOn, idlePod, whoHolds } from './holders.ts';
import { createLease, electionSpec } from './live.ts';

const cluster = testCluster();

describe('of a host name who-holds claims no more than it knows:', { concurrency: 3 }, () => {
  test("of two Pods in their node's network, of which one leads", async (t) => {
    const { namespace, managers } = await elect(cluster, t, {
      replicas: 2,
      settings: { hostNetwork: true },
    });
    const [a, b] = managers.map(({ pod }) => pod).sort();
    const who = await whoHolds(cluster, `${namespace}/reconciler`);
    const why = `a node, where 2 Pods name this Lease: ${a ?? ''} and ${b ?? ''}`;
    assert.ok(who.sentence.startsWith(`${nodeName} (${why}) has led `), who.sentence);
    assert.deepEqual(who.resolvesTo, { kind: 'Node', name: nodeName });
    assert.deepEqual([who.confidence, who.why, who.code], ['likely', why, 0]);
    assert.ok(who.pod && 'seen' in who.pod && who.workload === undefined);
  });

  test('of a process on the node itself', async (t) => {
    const namespace = await electorOn(cluster, t, nodeName);
    await apply(cluster, [idlePod(namespace, 'neighbour')]);
    const scheduled = ['--for=jsonpath={.spec.nodeName}', '-n', namespace];
    await mustKubectl(cluster, ['wait', 'pod/neighbour', ...scheduled]);
    const who = await whoHolds(cluster, `${namespace}/reconciler`);
    assert.deepEqual(who.resolvesTo, { kind: 'Node', name: nodeName });
    const known = `a node, where no Pod of namespace ${namespace} is known to write this Lease`;
    assert.deepEqual([who.confidence, who.why, who.code], ['likely', known, 0]);
  });

  test('of a process outside the cluster', async (t) => {
    const namespace = await electorOn(cluster, t, 'bastion');
    const who = await whoHolds(cluster, `${namespace}/reconciler`);
    const why = 'no Pod has that name: it is a host, or a Pod that is gone';
    assert.ok(who.sentence.startsWith(`bastion (${why}) has led ${namespace}/reconciler for `));
    assert.deepEqual([who.resolvesTo, who.confidence, who.why], [null, 'none', why]);
    assert.deepEqual([who.pod, who.workload, who.code], [null, undefined, 0]);
  });

  test('of the control plane, which is processes on a host that is no node', async () => {
    const who = await whoHolds(cluster, 'kube-system/kube-controller-manager');
    const why = 'no Pod has that name: it is a host, or a Pod that is gone';
    assert.deepEqual([who.resolvesTo, who.why, who.code], [null, why, 0]);
  });

  test('and a static Pod is known as the owner of its Lease by its name', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const name = 'cloud-controller-manager';
    t.after(() => {
      removeStaticPod(cluster, { namespace, name });
    });
    const idle = idlePod(namespace, name);
    writeStaticPod(cluster, {
      ...idle,
      spec: { ...idle.spec, hostNetwork: true, serviceAccountName: undefined },
    });
    const mirror = `pod/${name}-${nodeName}`;
    await mustKubectl(cluster, ['wait', mirror, '-n', namespace, '--for=create']);
    await createLease(cluster, namespace, name, electionSpec(`${nodeName}_${randomUUID()}`));
    const who = await whoHolds(cluster, `${namespace}/${name}`);
    const resolvesTo = { kind: 'Pod', namespace, name: `${name}-${nodeName}` };
    assert.deepEqual([who.resolvesTo, who.confidence], [resolvesTo, 'certain']);
    // Another Lease on the same node is not its own.
    await createLease(cluster, namespace, 'other', electionSpec(`${nodeName}_${randomUUID()}`));
    const other = await whoHolds(cluster, `${namespace}/other`);
    assert.deepEqual(other.resolvesTo, { kind: 'Node', name: nodeName });
  });
});
