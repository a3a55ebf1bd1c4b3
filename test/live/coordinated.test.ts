// The record of a coordinated Lease, on a control plane that coordinates.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { candidates } from '../cluster/candidates.ts';
import type { RunningCluster } from '../cluster/cluster.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { startCluster } from '../cluster/start.ts';
import { waitFor } from '../cluster/wait.ts';
import { conforms } from '../schemas/conforms.ts';
import { lease } from './live.ts';

const NAME = 'kube-controller-manager';
let cluster: RunningCluster;
let holder: string;

before(async () => {
  cluster = await startCluster({ node: false, coordinated: true });
  await waitFor('two candidates', async (saw) => {
    const now = await candidates(cluster, 'kube-system', NAME);
    saw(`${now.length}`);
    return now.length === 2 ? now : undefined;
  });
  holder = await waitForHolder(cluster, 'kube-system', NAME);
});

after(async () => {
  await cluster.stop();
});

test('describe tells the strategy, the feature gate, the candidates and who is preferred', async () => {
  const { stdout, code } = await lease(cluster, `describe kube-system/${NAME}`);
  assert.match(
    stdout,
    new RegExp(`^kube-system/${NAME}   held, .*   coordinated, written by`, 'm'),
  );
  assert.match(
    stdout,
    /^Coordination strategy OldestEmulationVersion, feature gate CoordinatedLeaderElection on$/m,
  );
  assert.match(stdout, /^ {13}2 candidates; the strategy prefers /m);
  assert.match(
    stdout,
    new RegExp(`^ {15}${holder} {3}version 1\\.36\\.3 {3}emulates 1\\.36(\\.0)? {3}leads$`, 'm'),
  );
  assert.match(stdout, /its transitions are not counted/);
  assert.equal(code, 0);
});

test('and its document says the same', async () => {
  const { stdout } = await lease(cluster, `describe kube-system/${NAME} -o json`);
  const document = JSON.parse(stdout) as {
    coordination: object;
    candidates: { items: { name: string; leads: boolean }[] };
  };
  conforms('LeaseRecord', document);
  assert.deepEqual(document.coordination, {
    strategy: 'OldestEmulationVersion',
    preferredHolder: null,
    featureGate: true,
  });
  const leading = document.candidates.items.filter(({ leads }) => leads).map(({ name }) => name);
  assert.deepEqual(leading, [holder]);
});
