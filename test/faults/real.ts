// Rows on a real API server: killed, frozen and throttling.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { freeze, resume } from '../cluster/signals.ts';
import { deskFor } from './desk.ts';
import { realOperations } from './operation/real.ts';
import { rbac } from './real-refusals.ts';
import { answered, apiserver, isFrozen, killServer, type RunningCluster } from './real-server.ts';
import { judge, type Scene } from './scene.ts';
import { LS, NOTHING, reader, sameAsKubectl, until, type RealFault } from './stage.ts';
import { throttle } from './throttle.ts';

const ended: readonly RealFault[] = [
  {
    row: '1',
    title: 'an API server that was killed refuses connections, until it is back',
    async act({ cluster, admin, program, tally }) {
      const startAgain = await killServer(cluster);
      tally.injected();
      const host = cluster.server.replace('https://', '');
      const line = await sameAsKubectl(admin, program).finally(startAgain);
      assert.equal(
        line,
        `The connection to the server ${host} was refused - did you specify the right host or port?`,
      );
      judge(await admin.type(LS, program), NOTHING);
      tally.hit();
    },
  },
  {
    row: '1',
    title: 'an API server that is killed under a request is asked again, and refuses',
    async act({ cluster, admin, program, tally }) {
      freeze(apiserver(cluster));
      const coming = admin.type(LS, program);
      await delay(1000);
      assert.ok(isFrozen(apiserver(cluster)));
      const startAgain = await killServer(cluster);
      tally.injected();
      judge(await coming.finally(startAgain), {
        stderr: /^The connection to the server .* was refused/,
      });
      tally.hit();
    },
  },
  {
    row: '14',
    title: 'a frozen API server is waited for as long as --request-timeout says',
    async act({ cluster, admin, program, tally }) {
      freeze(apiserver(cluster));
      tally.injected();
      const came = await admin.type(`${LS} --request-timeout=1s`, program).finally(() => {
        resume(apiserver(cluster));
      });
      judge(came, { stderr: 'Unable to connect to the server: request timed out after 1s\n' });
      tally.hit();
    },
  },
  {
    row: '14',
    title: 'a frozen API server that goes on answers what it was asked',
    async act({ cluster, admin, program, tally }) {
      freeze(apiserver(cluster));
      const coming = admin.type(LS, program);
      await delay(2000);
      assert.ok(isFrozen(apiserver(cluster)));
      tally.injected();
      resume(apiserver(cluster));
      judge(await coming, NOTHING);
      tally.hit();
    },
  },
];

const throttled: readonly RealFault[] = [
  {
    row: '11',
    title: 'who is throttled is told so after tries that the server counted',
    async act({ cluster, program, tally }) {
      const desk = await reader(cluster, 'throttled');
      const end = await throttle(cluster, 'throttled');
      const before = answered(cluster, 'throttled', 429);
      tally.injected();
      const came = await desk.type(`${LS} --request-timeout=3s`, program).finally(end);
      judge(came, { stderr: /^Error from server \(TooManyRequests\): / });
      await until(() => Promise.resolve(answered(cluster, 'throttled', 429) >= before + 2));
      tally.hit();
    },
  },
  {
    row: '11',
    title: 'who is throttled for a moment is answered',
    async act({ cluster, program, tally }) {
      const desk = await reader(cluster, 'slowed');
      const end = await throttle(cluster, 'slowed');
      tally.injected();
      const coming = desk.type(LS, program);
      await delay(1500);
      await end();
      judge(await coming, NOTHING);
      assert.ok(answered(cluster, 'slowed', 429) > 0);
      tally.hit();
    },
  },
];

/** `cluster`: the one that runs when a scene is played. */
export function realScenes(cluster: () => RunningCluster): readonly Scene[] {
  return [...rbac, ...throttled, ...ended, ...realOperations].map(({ row, title, act }) => ({
    ...{ row, title },
    async play(program, tally) {
      const admin = deskFor(cluster().kubeconfig);
      await act({ cluster: cluster(), admin, program, tally });
    },
  }));
}
