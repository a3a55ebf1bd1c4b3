// Rows of a step-down on a real API server: a Lease that goes, a colleague, a restart.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { startElectorProcess } from '../../cluster/elector-process.ts';
import { kubectl, mustKubectl } from '../../cluster/kubectl.ts';
import { kill } from '../../cluster/signals.ts';
import { waitFor } from '../../cluster/wait.ts';
import { killServer } from '../real-server.ts';
import type { RealFault } from '../stage.ts';
import { denied } from './real-denials.ts';
import { ends, fallenSilent, fieldOf, held, HOLDER, inNamespace, NAME } from './real-stage.ts';

const gone: readonly RealFault[] = [
  {
    row: '42',
    title: 'a Lease that is deleted during the look is gone, and is not made anew',
    act: inNamespace(async ({ cluster, tally }, { namespace, release }) => {
      await held(cluster, namespace);
      const telling = release('--yes');
      await delay(2500);
      await mustKubectl(cluster, ['delete', 'lease', NAME, '-n', namespace]);
      tally.injected();
      const told = await telling;
      ends(told, 'changed', 4);
      assert.match(told.stderr, /gone/);
      const found = await kubectl(cluster, ['get', 'lease', NAME, '-n', namespace]);
      assert.match(found.stderr, /NotFound/);
      tally.hit();
    }),
  },
  {
    row: '43',
    title: 'a Lease whose finalizer holds it back is refused',
    act: inNamespace(async ({ cluster, tally }, { namespace, release, holder }) => {
      await held(cluster, namespace);
      const finalizers = (value: string[] | null) =>
        mustKubectl(cluster, [
          ...['patch', 'lease', NAME, '-n', namespace, '--type=merge'],
          ...['-p', JSON.stringify({ metadata: { finalizers: value } })],
        ]);
      await finalizers(['kubectl-lease.example/hold']);
      await mustKubectl(cluster, ['delete', 'lease', NAME, '-n', namespace, '--wait=false']);
      tally.injected();
      const told = await release('--yes');
      const kept = await holder();
      await finalizers(null);
      ends(told, 'refused', 3);
      assert.match(told.stderr, /being deleted/);
      assert.equal(kept, HOLDER);
      tally.hit();
    }),
  },
  {
    row: '4',
    title: 'a token of a grant that is over confirms nothing',
    act: inNamespace(async ({ cluster, tally }, { namespace, release, holder }) => {
      await held(cluster, namespace);
      const { document } = await release('--dry-run');
      const patch = JSON.stringify({ spec: { leaseTransitions: 2 } });
      const edit = ['patch', 'lease', NAME, '-n', namespace, '--type=merge', '-p', patch];
      await mustKubectl(cluster, edit);
      tally.injected();
      const told = await release(`--confirm ${document.confirm ?? ''}`);
      ends(told, 'changed', 4);
      assert.equal(await holder(), HOLDER);
      tally.hit();
    }),
  },
];

const colleagues: readonly RealFault[] = [
  {
    row: '40',
    title: 'of two operators at once exactly one writes',
    act: inNamespace(async ({ cluster, tally }, { namespace, release }) => {
      await fallenSilent(cluster, namespace);
      tally.injected();
      const both = await Promise.all([release('--yes'), release('--yes')]);
      const codes = both.map(({ code }) => code).sort();
      const [loser = 0] = codes;
      assert.ok(loser === 3 || loser === 4, both.map(({ stderr }) => stderr).join('\n'));
      assert.equal(codes[1], 5);
      const winner = both.find(({ code }) => code === 5);
      const id = `{.metadata.annotations.kubectl-lease\\.github\\.io/operation-id}`;
      assert.equal(await fieldOf(cluster, namespace, id), winner?.document.operationId);
      tally.hit();
    }),
  },
];

const restarted: readonly RealFault[] = [
  {
    row: '1',
    title:
      'an API server that is killed under a fence is waited for: it is released, and another leads',
    act: inNamespace(async ({ cluster, tally }, { namespace, release, holder }) => {
      const settings = { seconds: [6, 4, 1] } as const;
      const start = (host: string) =>
        startElectorProcess(cluster, { namespace, name: NAME, host, settings });
      const electors = [start('host-a')];
      const leader = await waitFor('a leader', () => holder().catch(() => undefined), {
        seconds: 20,
        everyMs: 200,
      });
      electors.push(start('host-b'));
      const telling = release('--yes');
      const isFenced = async () => (await holder()).startsWith('kubectl-lease/');
      await waitFor('the fence', async () => ((await isFenced()) ? true : undefined), {
        seconds: 30,
        everyMs: 200,
      });
      const startAgain = await killServer(cluster);
      tally.injected();
      await startAgain();
      const told = await telling;
      for (const elector of electors) if (elector.ended() === undefined) kill(elector);
      ends(told, 'led', 0);
      assert.notEqual(await holder(), leader);
      assert.deepEqual({ ...told.document.recorded }, { event: true, lease: true });
      tally.hit();
    }),
  },
];

export const realOperations: readonly RealFault[] = [
  ...[...denied, ...gone],
  ...[...colleagues, ...restarted],
];
