// Leases without the API server's stamps: judged by watching, as an elector does it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectorProcess } from '../cluster/elector-process.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { kill } from '../cluster/signals.ts';
import { createLease, electionSpec, lease } from './live.ts';

const cluster = testCluster();

test('who-holds watches a Lease that carries no stamps: for a renewal, or for a whole term', async (t) => {
  const namespace = await createNamespace(cluster, t);
  await createLease(cluster, namespace, 'silent', electionSpec('a-host_1b6f1d2c', 3));
  const electing = startElectorProcess(cluster, { namespace, host: 'b-host', name: 'renewed' });
  await waitForHolder(cluster, namespace, 'renewed');
  const bare = { metadata: { managedFields: [{}] } };
  const unstamped = (name: string) =>
    mustKubectl(cluster, [
      ...['patch', 'lease', name, '-n', namespace],
      ...['--type=merge', '-p', JSON.stringify(bare)],
    ]);
  await unstamped('silent');
  const silent = await lease(cluster, `who-holds ${namespace}/silent`);
  assert.match(silent.stdout, /^Nobody: .* fell silent at least [34]s ago \(term 3s\)\./);
  assert.match(silent.stderr, /^watching \S+ for up to 4s|^$/);
  assert.equal(silent.code, 2);
  await unstamped('renewed');
  const renewed = await lease(cluster, `who-holds ${namespace}/renewed -o json`);
  kill(electing);
  const { verdict } = JSON.parse(renewed.stdout) as { verdict: { standing: string } };
  assert.equal(verdict.standing, 'held');
  assert.equal(renewed.code, 0);
});
