// The shipped file answers through kubectl from a real cluster.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { apply, createNamespace } from '../cluster/kubectl.ts';
import { setDesk, type Desk } from './desk.ts';

describe('on a real cluster, through kubectl', () => {
  const cluster = testCluster();
  const env = { KUBECONFIG: cluster.kubeconfig };
  let desk: Desk;
  before(async () => {
    desk = await setDesk();
  });
  after(() => desk.clear());

  test('ls -A lists the Leases that kubectl get leases -A lists, in its order', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await apply(
      cluster,
      ['alpha', 'omega'].map((name) => lease(namespace, name)),
    );
    // Other tests come and go beside this one.
    const stay = (line: string) => line.startsWith('kube-system ') || line.startsWith(namespace);
    const names = (stdout: string) =>
      stdout
        .split('\n')
        .filter(stay)
        .map((line) => line.split(/ +/).slice(0, 2));
    const ours = await desk.type('kubectl lease ls -A', env);
    const theirs = await desk.type('kubectl get leases -A', env);
    assert.deepEqual(names(ours.stdout), names(theirs.stdout));
    assert.equal(names(ours.stdout).filter(([where]) => where === namespace).length, 2);
    assert.match(
      ours.stdout,
      /^NAMESPACE +NAME +KIND +HOLDER +STANDING +RENEWED +EXPIRES +TRANSITIONS +AGE\n/,
    );
    assert.equal(ours.stderr, 'namespace kube-node-lease is not listed: -A --kind all\n');
    assert.equal(ours.code, 0);
  });

  test('who-holds says who leads and what that one may do at worst, and ends with 0', async () => {
    const { code, stdout, stderr } = await desk.type(
      'kubectl lease who-holds -n kube-system kube-scheduler',
      env,
    );
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(
      stdout,
      /^\S.* has led kube-system\/kube-scheduler for \w+ and renewed it \w+ ago\.\nIts usual user system:kube-scheduler may .*\n$/,
    );
  });

  test('who-holds ends with 2 where nobody has ever held the Lease', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await apply(cluster, [lease(namespace, 'quiet')]);
    assert.deepEqual(await desk.type(`kubectl lease who-holds -n ${namespace} quiet`, env), {
      code: 2,
      stdout: `Nobody: ${namespace}/quiet has never been held.\n`,
      stderr: '',
    });
  });

  test('a Lease that is not there is not found, in the words of kubectl', async () => {
    const theirs = await desk.type('kubectl get lease -n kube-system nothing', env);
    assert.equal(theirs.code, 1);
    assert.deepEqual(
      await desk.type('kubectl lease who-holds -n kube-system nothing', env),
      theirs,
    );
  });
});

function lease(namespace: string, name: string): object {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace },
    spec: { leaseDurationSeconds: 15 },
  };
}
