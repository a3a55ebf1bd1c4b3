// What happens while describe watches is in its answer; and a holder that kubectl wrote is called so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectorProcess } from '../cluster/elector-process.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { kill } from '../cluster/signals.ts';
import { lease } from './live.ts';

const cluster = testCluster();

test('describe is of the Lease at the end of its watch, whoever took it over meanwhile', async (t) => {
  const namespace = await createNamespace(cluster, t);
  const settings = { seconds: [4, 3, 0.5] } as const;
  const first = startElectorProcess(cluster, { namespace, host: 'host-a', settings });
  const holder = await waitForHolder(cluster, namespace, 'reconciler');
  const second = startElectorProcess(cluster, { namespace, host: 'host-b', settings });
  t.after(() => {
    kill(second);
  });
  kill(first);
  const { stdout } = await lease(
    cluster,
    `describe ${namespace}/reconciler --watch-for=15s -o json`,
  );
  const document = JSON.parse(stdout) as {
    verdict: { standing: string; holder: { name: string } };
    timing: { renewInterval: { seen: { leastSeconds?: number } } };
  };
  assert.match(holder, /^host-a_/);
  assert.deepEqual([document.verdict.holder.name, document.verdict.standing], ['host-b', 'held']);
  const { leastSeconds } = document.timing.renewInterval.seen;
  assert.ok(leastSeconds === undefined || leastSeconds > 0.3, `renewed every ${leastSeconds}s`);
});

test('a holder that kubectl wrote is no leader that renews', async (t) => {
  const namespace = await createNamespace(cluster, t);
  const elector = startElectorProcess(cluster, { namespace, host: 'host-a' });
  t.after(() => {
    kill(elector);
  });
  await waitForHolder(cluster, namespace, 'reconciler');
  await mustKubectl(cluster, [
    ...['patch', 'lease', 'reconciler', '-n', namespace, '--type=merge'],
    ...['-p', '{"spec":{"holderIdentity":"mallory"}}'],
  ]);
  const who = await lease(cluster, `who-holds ${namespace}/reconciler`);
  assert.match(
    who.stdout,
    /^mallory was written as the holder of \S+ by kubectl-patch \ds ago and has not renewed it; its term ends in \d+s\.$/m,
  );
  const { stdout } = await lease(cluster, `describe ${namespace}/reconciler --watch-for=0`);
  assert.match(
    stdout,
    /^ +high +its holder was written by kubectl-patch, and nobody has renewed it/m,
  );
});
