// force-release of a coordinated Lease, on a control plane that coordinates.
import { after, before } from 'node:test';
import { playShare } from '../campaign/share.ts';
import type { RunningCluster } from '../cluster/cluster.ts';
import { startCluster } from '../cluster/start.ts';

let cluster: RunningCluster;

before(async () => {
  cluster = await startCluster({ coordinated: true });
});

after(async () => {
  await cluster.stop();
});

playShare('by the ledger and the audit log', () => cluster, [['coordinated', 0, 1]], 2);
