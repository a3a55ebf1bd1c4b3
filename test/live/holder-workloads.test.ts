// Which Pod holds a Lease, of every workload in which electors run on the real node.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import type { ElectorOptions } from '../cluster/electors.ts';
import { elect, whoHolds } from './holders.ts';

const cluster = testCluster();

interface Expected {
  readonly confidence: 'certain' | 'likely';
  readonly why: RegExp;
  /** "KIND NAME", or none. */
  readonly workload?: string;
  readonly madeBy?: string;
  /** What stands in brackets behind the Pod. */
  readonly says: string;
}

const CERTAIN = /^the only Pod of that name, older than the term, may write this Lease$/;

/** A name without a random part is one that no other test gives a Pod. */
type Row = [title: string, electors: ElectorOptions & { taken?: boolean }, expected: Expected];

const rows: readonly Row[] = [
  [
    'by its name and a random uuid',
    {},
    {
      confidence: 'certain',
      why: CERTAIN,
      workload: 'Deployment reconciler',
      says: 'Deployment reconciler, node worker-1',
    },
  ],
  [
    'by its bare name',
    { variant: 'pod-name' },
    {
      confidence: 'certain',
      why: CERTAIN,
      workload: 'Deployment reconciler',
      says: 'Deployment reconciler, node worker-1',
    },
  ],
  [
    "by its bare name in the node's network",
    { variant: 'host-network' },
    {
      confidence: 'certain',
      why: CERTAIN,
      workload: 'Deployment reconciler',
      says: 'Deployment reconciler, node worker-1',
    },
  ],
  [
    'by its uid',
    { variant: 'pod-uid' },
    {
      confidence: 'certain',
      why: /^the Pod of that uid, may write this Lease$/,
      workload: 'Deployment reconciler',
      says: 'Deployment reconciler, node worker-1',
    },
  ],
  [
    'of a Deployment by the host name of its node, which is likely and no more',
    { settings: { hostNetwork: true } },
    {
      confidence: 'likely',
      why: /^the only Pod on node worker-1 that names this Lease, and may write it$/,
      workload: 'Deployment reconciler',
      says: 'Deployment reconciler, node worker-1',
    },
  ],
  [
    'of a DaemonSet by the host name of its node, which is likely and no more',
    { workload: 'DaemonSet', settings: { hostNetwork: true } },
    {
      confidence: 'likely',
      why: /^the only Pod on node worker-1 that names this Lease, and may write it$/,
      workload: 'DaemonSet reconciler',
      says: 'DaemonSet reconciler, node worker-1',
    },
  ],
  [
    'of a StatefulSet',
    { workload: 'StatefulSet', name: 'ordinal', taken: true },
    {
      confidence: 'certain',
      why: CERTAIN,
      workload: 'StatefulSet ordinal',
      says: 'StatefulSet ordinal, node worker-1',
    },
  ],
  [
    'of a DaemonSet',
    { workload: 'DaemonSet' },
    {
      confidence: 'certain',
      why: CERTAIN,
      workload: 'DaemonSet reconciler',
      says: 'DaemonSet reconciler, node worker-1',
    },
  ],
  [
    'of a Job',
    { workload: 'Job' },
    {
      confidence: 'certain',
      why: CERTAIN,
      workload: 'Job reconciler',
      says: 'Job reconciler, node worker-1',
    },
  ],
  [
    'of a Job that a CronJob made',
    { workload: 'CronJob' },
    {
      confidence: 'certain',
      why: CERTAIN,
      workload: 'Job reconciler-by-hand',
      madeBy: 'CronJob reconciler',
      says: 'Job reconciler-by-hand of CronJob reconciler, node worker-1',
    },
  ],
  [
    'of an Indexed Job, whose host name is not its own name',
    { workload: 'IndexedJob' },
    {
      confidence: 'likely',
      why: /^the Pod of Job reconciler with that host name$/,
      workload: 'Job reconciler',
      says: 'Job reconciler, node worker-1',
    },
  ],
  [
    'that no controller made',
    { workload: 'Pod', name: 'single', taken: true },
    { confidence: 'certain', why: CERTAIN, says: 'node worker-1' },
  ],
  [
    "that is static, in the node's network, by the host name of its node",
    { workload: 'StaticPod', name: 'host-static', settings: { hostNetwork: true } },
    {
      confidence: 'certain',
      why: /^the only Pod on node worker-1 that owns or names this Lease, and static$/,
      says: 'static, node worker-1',
    },
  ],
  [
    'that is static, in a network of its own, by its name',
    { workload: 'StaticPod', name: 'own-static' },
    {
      confidence: 'certain',
      why: /^the only Pod of that name, which is static and owns this Lease$/,
      says: 'static, node worker-1',
    },
  ],
];

describe('who-holds finds the Pod', { concurrency: 3 }, () => {
  for (const [title, electors, expected] of rows) {
    test(title, async (t) => {
      const { name = 'reconciler', workload: kind } = electors;
      const { namespace, managers } = await elect(cluster, t, electors);
      const [manager, ...others] = managers;
      assert.ok(manager && others.length === 0, 'one elector runs');
      const { sentence, code, resolvesTo, confidence, why, pod, workload } = await whoHolds(
        cluster,
        `${namespace}/${name}`,
      );
      const adverb = expected.confidence === 'certain' ? '' : 'Probably ';
      const begins = `${adverb}Pod ${manager.pod} (${expected.says}) has led ${namespace}/${name} for `;
      assert.equal(sentence.slice(0, begins.length), begins);
      assert.equal(code, 0);
      assert.deepEqual(resolvesTo, { kind: 'Pod', namespace, name: manager.pod });
      assert.equal(confidence, expected.confidence);
      assert.match(why, expected.why);
      assert.ok(pod !== null && 'uid' in pod);
      assert.deepEqual([pod.node, pod.static], [cluster.node, kind === 'StaticPod']);
      // Its runtime knows a static Pod by a hash of its manifest, the API server by a uid of its own.
      if (kind !== 'StaticPod') assert.equal(pod.uid, manager.podUid);
      const named = workload ? `${workload.kind} ${workload.name}` : undefined;
      assert.equal(named, expected.workload);
      const madeBy = workload?.madeBy && `${workload.madeBy.kind} ${workload.madeBy.name}`;
      assert.equal(madeBy, expected.madeBy);
    });
  }
});
