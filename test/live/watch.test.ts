// ls -w on a real API server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectorProcess } from '../cluster/elector-process.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { freeze, kill } from '../cluster/signals.ts';
import { PROGRAMS, runLine } from '../program.ts';
import { conforms } from '../schemas/conforms.ts';
import { createLease, electionSpec } from './live.ts';

const cluster = testCluster();

/** Lines of `ls -w` as they come, and how it ends by Ctrl-C. */
function watch(namespace: string, ...more: string[]) {
  const child = spawn(PROGRAMS.file, ['ls', '-w', '-n', namespace, '--no-headers', ...more], {
    env: { KUBECONFIG: cluster.kubeconfig },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    next: async (): Promise<string> => ((await lines.next()) as { value: string }).value,
    async interrupt(): Promise<string> {
      child.kill('SIGINT');
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      return signal ?? String(code);
    },
  };
}

describe('ls -w', () => {
  test('prints that a frozen leader is late, then expired, and ends by Ctrl-C', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const leader = startElectorProcess(cluster, {
      namespace,
      host: 'host-a',
      settings: { seconds: [5, 3, 0.5] },
    });
    await waitForHolder(cluster, namespace, 'reconciler');
    const watching = watch(namespace);
    assert.match(await watching.next(), /^[0-9:]{8} +reconciler +election +host-a +held +/);
    freeze(leader);
    assert.match(await watching.next(), /^[0-9:]{8} +reconciler +election +host-a +late +\d+s +/);
    assert.match(
      await watching.next(),
      /^[0-9:]{8} +reconciler +election +host-a +expired +\d+s +/,
    );
    assert.equal(await watching.interrupt(), 'SIGINT');
    kill(leader);
  });

  test('prints one document a line, of a Lease that is taken, released and deleted', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await createLease(cluster, namespace, 'x', electionSpec('a', 3600));
    const watching = watch(namespace, '-o', 'json');
    const documents: unknown[] = [JSON.parse(await watching.next())];
    const patch = (spec: object) =>
      mustKubectl(cluster, [
        ...['patch', 'lease', 'x', '-n', namespace, '--type=merge', '-p', JSON.stringify({ spec })],
      ]);
    await patch({ holderIdentity: 'b', leaseTransitions: 2 });
    documents.push(JSON.parse(await watching.next()));
    await mustKubectl(cluster, ['label', 'lease', 'x', '-n', namespace, 'nothing=changed']);
    await patch({ holderIdentity: '' });
    documents.push(JSON.parse(await watching.next()));
    await mustKubectl(cluster, ['delete', 'lease', 'x', '-n', namespace]);
    documents.push(JSON.parse(await watching.next()));
    await watching.interrupt();
    for (const document of documents) conforms('LeaseChange', document);
    const told = documents.map((document) => {
      const { deleted, verdict } = document as {
        deleted: boolean;
        verdict: { standing: string; holder: { name: string } };
      };
      return [verdict.holder.name, verdict.standing, ...(deleted ? ['deleted'] : [])].join(' ');
    });
    assert.deepEqual(told, ['a held', 'b held', ' released', ' released deleted']);
  });

  test('watches the namespace of the context where no more may be seen, and says so', async (t) => {
    const rights = ['-n', 'default', '--role=watch-one', '--user=watcher'];
    await mustKubectl(cluster, [
      ...['create', 'role', 'watch-one', '-n', 'default'],
      ...['--verb=list,watch', '--resource=leases'],
    ]);
    await mustKubectl(cluster, ['create', 'rolebinding', 'watch-one', ...rights]);
    t.after(() =>
      mustKubectl(cluster, ['delete', 'role,rolebinding', 'watch-one', '-n', 'default']),
    );
    const env = { KUBECONFIG: cluster.kubeconfig };
    const { code, stderr } = await runLine('timeout 5 kubectl lease ls -A -w --as watcher', {
      env,
    });
    assert.match(
      stderr,
      /^you may not list Leases in all namespaces: these are of namespace default/,
    );
    assert.equal(code, 124);
  });
});
