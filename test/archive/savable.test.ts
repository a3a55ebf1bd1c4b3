// What a bundle keeps of an object: all that is read of it, and nothing that could be a secret.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadAll } from 'js-yaml';
import { savable } from '../../src/archive/savable.ts';
import { nodeStateOf } from '../../src/lease/node.ts';
import { podEnd } from '../../src/lease/pod-ends.ts';
import { podFrom } from '../../src/lease/pod.ts';
import { workloadFrom } from '../../src/lease/workload.ts';
import { list, object, type RawObject } from '../../src/lease/lease.ts';

const SECRET = 'hunter2';
const CAPTURE = join(import.meta.dirname, '..', '..', 'examples', 'incident', '3-taken-over');

function captured(file: string): RawObject[] {
  const documents = loadAll(readFileSync(join(CAPTURE, file), 'utf8'));
  return documents.flatMap((document) => list(object(document)['items']));
}

const pod: RawObject = {
  kind: 'Pod',
  metadata: {
    ...{ name: 'p', namespace: 'n', uid: 'u', creationTimestamp: '2026-11-25T02:00:00Z' },
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': `{"env": "${SECRET}"}`,
      'kubernetes.io/config.mirror': 'x',
    },
    managedFields: [{ manager: SECRET }],
  },
  spec: {
    ...{ nodeName: 'worker-1', hostNetwork: true, serviceAccountName: 's' },
    containers: [
      {
        name: 'm',
        command: ['/m', `--token=${SECRET}`, '--leader-elect=true'],
        env: [
          { name: 'PASSWORD', value: SECRET },
          { name: 'LEASE_NAME', value: 'x' },
          { name: 'LEASE_TOKEN', value: SECRET },
          { name: 'RELEASE_COOKIE', value: SECRET },
          { name: 'ELECTION_ID', value: `redis://:${SECRET}@h` },
        ],
        envFrom: [{ secretRef: { name: SECRET } }, { configMapRef: { name: 'settings' } }],
        lifecycle: { preStop: { exec: { command: [SECRET] } } },
      },
    ],
    volumes: [
      { name: 'a', secret: { secretName: SECRET } },
      { name: 'b', configMap: { name: 'c', items: [{ key: SECRET }] } },
      {
        name: 'd',
        projected: { sources: [{ configMap: { name: 'e' } }, { secret: { name: SECRET } }] },
      },
    ],
  },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [
      {
        ...{ name: 'm', restartCount: 3, image: SECRET },
        state: { waiting: { reason: 'CrashLoopBackOff', message: SECRET } },
        lastState: {
          terminated: {
            ...{ reason: 'Error', exitCode: 1, message: SECRET },
            finishedAt: '2026-11-25T03:00:00Z',
          },
        },
      },
    ],
  },
};

describe('what is kept reads the same', () => {
  test('of a Pod', () => {
    assert.deepEqual(podFrom(savable('pods', pod)), podFrom(pod));
    assert.ok(podEnd(pod));
    assert.deepEqual(podEnd(savable('pods', pod)), podEnd(pod));
  });

  test('of the Pods of a real cluster', () => {
    const pods = captured('pods.yaml');
    assert.ok(pods.length > 2);
    for (const it of pods) {
      assert.deepEqual(podFrom(savable('pods', it)), podFrom(it));
      assert.deepEqual(podEnd(savable('pods', it)), podEnd(it));
    }
  });

  test('of the workloads of a real cluster', () => {
    const owner = { kind: 'Deployment', apiVersion: 'apps/v1' };
    const rows = [
      ...captured('deployments.yaml').map((it) => ['deployments', it] as const),
      ...captured('replicasets.yaml').map((it) => ['replicasets', it] as const),
    ];
    assert.ok(rows.length > 1);
    for (const [resource, it] of rows) {
      assert.deepEqual(workloadFrom(savable(resource, it), owner), workloadFrom(it, owner));
    }
  });

  test('of a Node', () => {
    const node = {
      metadata: { name: 'worker-1', annotations: { a: SECRET } },
      spec: { taints: [{ key: 'k', effect: 'NoExecute' }], providerID: SECRET },
      status: { conditions: [{ type: 'Ready', status: 'Unknown' }], images: [SECRET] },
    };
    const unseen = { seen: false, why: '' } as const;
    const state = (raw: RawObject) => nodeStateOf({ seen: true, value: [raw] }, unseen);
    assert.deepEqual(state(savable('nodes', node)), state(node));
    assert.doesNotMatch(JSON.stringify(savable('nodes', node)), new RegExp(SECRET));
  });
});

test('nothing that may be a secret is kept of a Pod', () => {
  assert.doesNotMatch(JSON.stringify(savable('pods', pod)), new RegExp(SECRET));
});

test('a Lease is kept as it is, but for the annotations that nobody reads', () => {
  const annotations = {
    'kubectl.kubernetes.io/last-applied-configuration': SECRET,
    'kubectl-lease.github.io/guards': 'b',
  };
  const spec = { holderIdentity: 'h', ofTomorrow: 1 };
  const kept = savable('leases', { kind: 'Lease', metadata: { name: 'x', annotations }, spec });
  assert.deepEqual(kept, {
    kind: 'Lease',
    metadata: { name: 'x', annotations: { 'kubectl-lease.github.io/guards': 'b' } },
    spec,
  });
});
