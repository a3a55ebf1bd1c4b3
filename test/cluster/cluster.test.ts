// The cluster is real: its electors do what electors do, and the ledger tells on them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { testCluster } from './cluster.ts';
import { containers, elector } from './containers.ts';
import type { Variant } from './elector-settings.ts';
import { startElectors } from './electors.ts';
import { createNamespace, kubectl, mustKubectl } from './kubectl.ts';
import { leadersAt, overlaps, readLedger, seconds } from './ledger.ts';
import { getLease, waitForHolder } from './leases.ts';
import { freeze, resume } from './signals.ts';
import { waitFor } from './wait.ts';

const cluster = testCluster();

const podOf = (identity: string) => identity.split('_')[0] ?? '';

const ledger = (namespace: string) => readLedger(cluster, namespace, 'reconciler');

/** Waits until the ledger says that this identity works. */
function works(namespace: string, id: string, since = 0): Promise<unknown> {
  return waitFor(`${id} at work`, (saw) => {
    const all = ledger(namespace);
    saw(all.map((span) => span.id).join(', '));
    return all.find((span) => span.id === id && span.to > since);
  });
}

test('kubectl and the server say that they are Kubernetes 1.36.3', async () => {
  const versions = JSON.parse(await mustKubectl(cluster, ['version', '-o', 'json'])) as Record<
    string,
    { gitVersion: string }
  >;
  assert.equal(versions['clientVersion']?.gitVersion, 'v1.36.3');
  assert.equal(versions['serverVersion']?.gitVersion, 'v1.36.3');
});

test('a kubectl that fails comes back with its code and its words', async () => {
  const { code, stderr } = await kubectl(cluster, ['get', 'lease', 'nowhere']);
  assert.equal(code, 1);
  assert.match(stderr, /"nowhere" not found/);
});

test('kubectl logs shows what an elector says', async (t) => {
  const { namespace } = await one(t, 'usual');
  const log = await mustKubectl(cluster, ['logs', '-n', namespace, 'deployment/reconciler']);
  assert.match(log, /Successfully acquired lease/);
});

test('three electors elect one leader; frozen it loses the lead, resumed it works on beside the next and ends', async (t) => {
  const namespace = await createNamespace(cluster, t);
  const { leader } = await startElectors(cluster, { namespace });
  assert.equal(containers(cluster, namespace).length, 3);
  await works(namespace, leader);
  const lastLine = Math.max(...ledger(namespace).map(({ to }) => to));
  assert.deepEqual(leadersAt(ledger(namespace), lastLine), [leader]);

  const frozen = elector(cluster, namespace, podOf(leader));
  freeze(frozen);
  const frozenAt = Date.now();
  const next = await waitForHolder(cluster, namespace, 'reconciler', (id) => id !== leader);
  assert.ok(Date.now() - frozenAt < 25_000, `took over after ${Date.now() - frozenAt} ms`);
  await works(namespace, next);
  assert.deepEqual(overlaps(ledger(namespace)), [], 'nobody worked beside the frozen leader');

  resume(frozen);
  const restarted = await waitFor('the old leader restarted', (saw) => {
    const now = containers(cluster, namespace).find(({ pod }) => pod === frozen.pod);
    saw(now ? `process ${now.pid}` : 'no container');
    return now && now.pid !== frozen.pid ? now : undefined;
  });
  assert.equal(restarted.podUid, frozen.podUid);
  const both = overlaps(ledger(namespace));
  assert.ok(both.every(({ ids }) => ids.includes(leader) && ids.includes(next)));
  // RenewDeadline: for so long it goes on trying to renew, and believes that it leads.
  assert.ok(Math.abs(seconds(both) - 10) < 3, `two leaders for ${seconds(both)} s`);
});

describe('an elector writes the identity of its variant', { concurrency: true }, () => {
  test('usually the Pod with a random UUID', async (t) => {
    const { leader, pod } = await one(t, 'usual');
    assert.match(leader, new RegExp(`^${pod.name}_[0-9a-f-]{36}$`));
  });

  test('its bare name', async (t) => {
    const { leader, pod } = await one(t, 'pod-name');
    assert.equal(leader, pod.name);
  });

  test('its uid', async (t) => {
    const { leader, pod } = await one(t, 'pod-uid');
    assert.equal(leader, pod.uid);
  });

  test("its name by the downward API, in the node's network", async (t) => {
    const { leader, pod, namespace } = await one(t, 'host-network');
    assert.equal(leader, pod.name);
    const path = 'jsonpath={.items[*].spec.hostNetwork}';
    assert.equal(await mustKubectl(cluster, ['get', 'pods', '-n', namespace, '-o', path]), 'true');
  });

  test('and a second container runs beside it', async (t) => {
    const { namespace } = await one(t, 'second-container');
    const names = await waitFor('two containers', (saw) => {
      const now = containers(cluster, namespace).map(({ name }) => name);
      saw(now.join(', '));
      return now.length === 2 ? now.toSorted() : undefined;
    });
    assert.deepEqual(names, ['manager', 'proxy']);
  });
});

describe(
  'an elector with ReleaseOnCancel gives the Lease away when its Pod is deleted',
  { concurrency: true },
  () => {
    test('at once, and its work ends with it', async (t) => {
      const { namespace, leader } = await one(t, 'release-quick');
      const released = await deletePodOf(namespace, leader);
      const last = ledger(namespace).find(({ id }) => id === leader);
      assert.ok(last && last.to < released + 500_000, 'worked on after the release');
    });

    test('at once, although its work goes on for seconds', async (t) => {
      const { namespace, leader } = await one(t, 'release-slow');
      const released = await deletePodOf(namespace, leader);
      await works(namespace, leader, released + 3_000_000);
    });
  },
);

/** One elector of a variant, leading. */
async function one(t: TestContext, variant: Variant) {
  const namespace = await createNamespace(cluster, t);
  const { leader } = await startElectors(cluster, { namespace, variant, replicas: 1 });
  await works(namespace, leader);
  const [container] = containers(cluster, namespace);
  assert.ok(container);
  return { namespace, leader, pod: { name: container.pod, uid: container.podUid } };
}

/** Returns the moment, in microseconds, at which the Lease no longer named the identity. */
async function deletePodOf(namespace: string, leader: string): Promise<number> {
  // The Deployment first: a new Pod would take the Lease before we can see that it is free.
  const deletion = ['delete', 'deployment', 'reconciler', '-n', namespace, '--wait=false'];
  await mustKubectl(cluster, deletion);
  return waitFor('the Lease released', async (saw) => {
    const { holderIdentity = '' } = (await getLease(cluster, namespace, 'reconciler'))?.spec ?? {};
    saw(`held by ${holderIdentity}`);
    return holderIdentity === leader ? undefined : Date.now() * 1000;
  });
}
