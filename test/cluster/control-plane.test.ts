// A coordinated control plane, fake nodes and Leases in bulk, on a small cluster without a node.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { candidates, nextWillBeYounger } from './candidates.ts';
import type { RunningCluster } from './cluster.ts';
import { startElectorProcess } from './elector-process.ts';
import { createNamespace } from './kubectl.ts';
import { overlaps, readLedger } from './ledger.ts';
import { getLease, listLeases, waitForHolder } from './leases.ts';
import { kill } from './signals.ts';
import { startCluster } from './start.ts';
import { waitFor } from './wait.ts';

let cluster: RunningCluster;

before(async () => {
  cluster = await startCluster({ node: false, coordinated: true, nodes: 20, leases: 200 });
});

after(async () => {
  await cluster.stop();
});

test('two controller-managers on two hosts stand for one coordinated Lease', async () => {
  const name = 'kube-controller-manager';
  const identities = await waitFor('two candidates', async (saw) => {
    const now = await candidates(cluster, 'kube-system', name);
    saw(`${now.length}`);
    return now.length === 2 ? now.map(({ metadata }) => metadata.name) : undefined;
  });
  const hosts = identities.map((identity) => identity.split('_')[0]).toSorted();
  assert.deepEqual(hosts, ['control-plane-1', 'control-plane-2']);
  const holder = await waitForHolder(cluster, 'kube-system', name);
  assert.ok(identities.includes(holder));
  const lease = await getLease(cluster, 'kube-system', name);
  assert.equal(lease?.spec.strategy, 'OldestEmulationVersion');
});

test('coordinated electors lead one at a time, the second after the first was killed', async (t) => {
  const namespace = await createNamespace(cluster, t);
  const leader = startElectorProcess(cluster, { namespace, host: 'host-a' });
  await nextWillBeYounger(cluster, namespace, 'reconciler', 1);
  startElectorProcess(cluster, { namespace, host: 'host-b' });
  const first = await waitForHolder(cluster, namespace, 'reconciler');
  assert.match(first, /^host-a_/);
  await waitFor('the first at work', () => readLedger(cluster, namespace, 'reconciler')[0]);
  kill(leader);
  const next = await waitForHolder(cluster, namespace, 'reconciler', (id) => id !== first);
  await waitFor('the next at work', () =>
    readLedger(cluster, namespace, 'reconciler').find(({ id }) => id === next),
  );
  assert.deepEqual(overlaps(readLedger(cluster, namespace, 'reconciler')), []);
});

test('the fake nodes renew their heartbeats', async () => {
  const heartbeats = async () => {
    const leases = await listLeases(cluster, 'kube-node-lease');
    return new Map(leases.map(({ metadata, spec }) => [metadata.name, spec.renewTime]));
  };
  const first = await heartbeats();
  assert.equal(first.size, 20);
  await waitFor('every heartbeat renewed', async (saw) => {
    const renewed = [...(await heartbeats())].filter(([name, time]) => time !== first.get(name));
    saw(`${renewed.length} renewed`);
    return renewed.length === 20 ? true : undefined;
  });
});

test('the bulk is as large as was asked for, and looks like the work of electors', async () => {
  const leases = (await listLeases(cluster)).filter(({ metadata }) =>
    metadata.namespace.startsWith('bulk-'),
  );
  assert.equal(leases.length, 200);
  const [{ spec }] = leases as [(typeof leases)[number]];
  assert.match(spec.holderIdentity ?? '', /^[a-z-]+-\d{5}-[a-z0-9]{10}-[a-z0-9]{5}_[0-9a-f-]{36}$/);
  assert.equal(spec.leaseDurationSeconds, 15);
});
