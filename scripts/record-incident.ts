// npm run record-incident: plays the incident of the examples on a real cluster and records it.
// Three electors; the leader is frozen, a standby takes over, the old leader is resumed, and in the
// end somebody clears the holder by hand.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { elector } from '../test/cluster/containers.ts';
import { kubectl, mustKubectl } from '../test/cluster/kubectl.ts';
import { waitForHolder } from '../test/cluster/leases.ts';
import { freeze, resume } from '../test/cluster/signals.ts';
import { startCluster } from '../test/cluster/start.ts';
import type { Cluster } from '../test/cluster/cluster.ts';
import { waitFor } from '../test/cluster/wait.ts';
import { captureMoment, captureRecord } from './incident/capture.ts';
import { ROOT } from './paths.ts';

const INCIDENT = join(ROOT, 'examples', 'incident');
const [NAMESPACE, NAME] = ['payments', 'reconciler'];

const cluster = await startCluster({ electors: { replicas: 3 } });
try {
  rmSync(INCIDENT, { recursive: true, force: true });
  await play(cluster);
  await captureRecord(cluster, join(INCIDENT, 'record'), { namespace: NAMESPACE, name: NAME });
  console.log(`recorded in ${INCIDENT}`);
} finally {
  await cluster.stop();
}

async function play(cluster: Cluster): Promise<void> {
  const first = await waitForHolder(cluster, NAMESPACE, NAME);
  await delay(5000);
  await captureMoment(cluster, join(INCIDENT, '1-healthy'));

  const frozen = elector(cluster, NAMESPACE, podOf(first));
  freeze(frozen);
  try {
    // Past half its term, and before a standby may take over.
    await delay(10_000);
    await captureMoment(cluster, join(INCIDENT, '2-silent'));
    const second = await waitForHolder(cluster, NAMESPACE, NAME, (holder) => holder !== first, {
      seconds: 40,
    });
    console.log(`${second} took over from ${first}`);
  } finally {
    resume(frozen);
  }
  await restarted(cluster, podOf(first));
  await captureMoment(cluster, join(INCIDENT, '3-taken-over'));

  await clearHolder(cluster);
  await waitForHolder(cluster, NAMESPACE, NAME, undefined, { seconds: 40 });
  await captureMoment(cluster, join(INCIDENT, '4-cleared-by-hand'));
}

/** The identity is the Pod's name and a random uuid. */
function podOf(identity: string): string {
  return identity.replace(/_[0-9a-f-]{36}$/, '');
}

/** The old leader works on until its RenewDeadline has passed, then exits; the kubelet restarts it. */
async function restarted(cluster: Cluster, pod: string): Promise<void> {
  await waitFor(
    `container of ${pod} restarted`,
    async (saw) => {
      const count = await mustKubectl(cluster, [
        ...['get', 'pod', pod, '--namespace', NAMESPACE],
        '--output=jsonpath={.status.containerStatuses[0].restartCount}',
      ]);
      saw(`restartCount ${count}`);
      return Number(count) > 0 ? true : undefined;
    },
    { seconds: 60 },
  );
}

/** What people do today to free a leader: measured, a no-op or two leaders for ten seconds. */
async function clearHolder(cluster: Cluster): Promise<void> {
  const { code, stderr } = await kubectl(cluster, [
    ...['patch', 'lease', NAME, '--namespace', NAMESPACE, '--as=bob', '--as-group=system:masters'],
    ...['--type=merge', '--patch={"spec":{"holderIdentity":""}}'],
  ]);
  if (code !== 0) throw new Error(`bob could not clear the holder: ${stderr}`);
}
