// How many requests a command costs the API server: its own audit log counts them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectors } from '../cluster/electors.ts';
import { createNamespace } from '../cluster/kubectl.ts';
import { waitFor } from '../cluster/wait.ts';
import { lease } from './live.ts';

const cluster = testCluster();

interface AuditEvent {
  readonly auditID: string;
  readonly stage: string;
  readonly requestURI: string;
}

/** What the API server wrote down of this program since the log was that long. */
function requestsSince(length: number): string[] {
  return readFileSync(cluster.auditLog, 'utf8')
    .slice(length)
    .split('\n')
    .filter((line) => line.includes('"userAgent":"kubectl-lease/'))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter(({ stage }) => stage === 'ResponseComplete')
    .map(({ requestURI }) => requestURI.split('?')[0] ?? '');
}

test('who-holds costs four requests, describe eight', async (t) => {
  const namespace = await createNamespace(cluster, t);
  await startElectors(cluster, { namespace, replicas: 1 });
  const count = async (args: string, expected: number): Promise<string[]> => {
    const before = readFileSync(cluster.auditLog, 'utf8').length;
    await lease(cluster, args);
    return waitFor('the audit log', (saw) => {
      const requests = requestsSince(before);
      saw(requests.join(' '));
      return requests.length >= expected ? requests : undefined;
    });
  };
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/reconciler`;
  const who = await count(`who-holds ${namespace}/reconciler`, 4);
  assert.deepEqual(who.toSorted(), [
    '/api/v1/pods',
    expectReplicaSet(who, namespace),
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    path,
  ]);
  const described = await count(`describe ${namespace}/reconciler`, 8);
  assert.equal(described.length, 8);
  assert.equal(
    described.filter((uri) => uri.startsWith('/apis/rbac.authorization.k8s.io/')).length,
    4,
  );
});

function expectReplicaSet(requests: readonly string[], namespace: string): string {
  const prefix = `/apis/apps/v1/namespaces/${namespace}/replicasets/`;
  return requests.find((uri) => uri.startsWith(prefix)) ?? prefix;
}
