// What --save writes, -f reads back to the same bytes; and no secret is in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectors, type ElectorOptions } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { runLine } from '../program.ts';
import { elect } from './holders.ts';
import { lease } from './live.ts';

const cluster = testCluster();
const SECRET = 'hunter2-of-the-database';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'kubectl-lease-bundle-'));
  t.after(() => {
    rmSync(path, { recursive: true });
  });
  return path;
}

/** Away from any cluster. */
function offline(args: string) {
  return runLine(`kubectl lease ${args}`, { env: { KUBECONFIG: '/nonexistent' } });
}

describe('a saved record', () => {
  const rows: [title: string, name: string, more: string][] = [
    ['of a Deployment', 'reconciler', ''],
    ['of a Deployment, as JSON', 'reconciler', '-o json'],
    ['of a Deployment, as Markdown', 'reconciler', '-o markdown --watch-for=0'],
    [
      'of a Deployment, to who may read nothing else',
      'reconciler',
      '-o json --as somebody --as-group admins-of',
    ],
    ['of the control plane', 'kube-system/kube-scheduler', '-o yaml'],
    ['of a heartbeat', 'kube-node-lease/worker-1', ''],
  ];
  for (const [title, name, more] of rows) {
    test(`${title} is read back to the same bytes`, async (t) => {
      const namespace = await createNamespace(cluster, t);
      if (name === 'reconciler') await startElectors(cluster, { namespace, replicas: 2 });
      await mustKubectl(cluster, [
        ...['create', 'rolebinding', 'reads', '-n', namespace, '--clusterrole=edit'],
        '--user=somebody',
      ]);
      const path = join(folder(t), 'bundle.tar.gz');
      const of = name.includes('/') ? name : `${namespace}/${name}`;
      const saved = await lease(cluster, `describe ${of} ${more} --save ${path}`);
      assert.match(saved.stderr, /^saved \d+ answers to \S+ \(\d+ KB\): -f \S+ reads them\n$/m);
      const format = /-o \w+/.exec(more)?.[0] ?? '';
      const read = await offline(`describe -f ${path} ${of} ${format}`);
      assert.equal(read.stdout, saved.stdout);
      assert.deepEqual([saved.code, read.code, read.stderr], [0, 0, '']);
      assert.equal(statSync(path).mode & 0o777, 0o600);
    });
  }

  const workloads: [title: string, electors: ElectorOptions][] = [
    [
      'static Pod',
      { workload: 'StaticPod', name: 'saved-static', settings: { hostNetwork: true } },
    ],
    ['Pod of an Indexed Job', { workload: 'IndexedJob', name: 'saved' }],
    ['Pod by its uid', { variant: 'pod-uid' }],
    ['node, where two Pods may be meant', { replicas: 2, settings: { hostNetwork: true } }],
  ];
  for (const [title, electors] of workloads) {
    test(`of a ${title} is read back to the same bytes`, async (t) => {
      const { namespace } = await elect(cluster, t, electors);
      const path = join(folder(t), 'bundle.tar.gz');
      const name = `${namespace}/${electors.name ?? 'reconciler'}`;
      const saved = await lease(cluster, `describe ${name} -o json --watch-for=0 --save ${path}`);
      const read = await offline(`describe -f ${path} ${name} -o json`);
      assert.equal(read.stdout, saved.stdout);
      assert.deepEqual([saved.code, read.code, read.stderr], [0, 0, '']);
    });
  }

  test('holds no secret of the Pod, of its environment or of its workload', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await startElectors(cluster, { namespace, replicas: 1 });
    const set = ['set', 'env', 'deployment/reconciler', '-n', namespace, `PASSWORD=${SECRET}`];
    await mustKubectl(cluster, set);
    await mustKubectl(cluster, ['rollout', 'status', 'deployment/reconciler', '-n', namespace]);
    const path = join(folder(t), 'bundle.tar.gz');
    await lease(cluster, `describe ${namespace}/reconciler --save ${path}`);
    const unpacked = execFileSync('tar', ['-xzOf', path], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    assert.match(unpacked, /"kind": "Bundle"/);
    assert.doesNotMatch(unpacked, new RegExp(SECRET));
  });

  test('is not written over another file, nor half, nor nowhere', async (t) => {
    const path = join(folder(t), 'bundle.tar.gz');
    const save = (to: string) => lease(cluster, `describe kube-system/kube-scheduler --save ${to}`);
    assert.equal((await save(path)).code, 0);
    const before = readFileSync(path);
    const again = await save(path);
    assert.equal(
      again.stderr,
      `error: ${path} exists already\nname another file: nothing is written over\n`,
    );
    assert.deepEqual([again.code, again.stdout], [1, '']);
    assert.deepEqual(readFileSync(path), before);
    const nowhere = await save('/nonexistent/bundle.tar.gz');
    assert.equal(
      nowhere.stderr,
      'error: cannot write /nonexistent/bundle.tar.gz: no such directory\n',
    );
    assert.equal(nowhere.code, 1);
  });
});
