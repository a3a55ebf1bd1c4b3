// The second line of who-holds against real electors: what the holder may do, for whoever asks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectors } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { waitFor } from '../cluster/wait.ts';
import { lease } from './live.ts';

const cluster = testCluster();

function who(namespace: string, more: string) {
  return lease(cluster, `who-holds ${namespace}/reconciler ${more}`);
}

describe('what the holder may do', () => {
  test('is asked of the server for who may see the Pod, but not RBAC', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await startElectors(cluster, { namespace, replicas: 1 });
    const binding = ['create', 'rolebinding', 'admins', '-n', namespace, '--user=admin-of-it'];
    await mustKubectl(cluster, [...binding, '--clusterrole=admin']);
    const { stdout, code } = await waitFor('the right to see Leases', async (saw) => {
      const outcome = await who(namespace, '--as admin-of-it');
      saw(outcome.stdout + outcome.stderr);
      return outcome.code === 0 ? outcome : undefined;
    });
    const [, second = ''] = stdout.split('\n');
    assert.match(
      second,
      /^It may at least read Secrets in namespace test-[^ ]+; there may be more \(cannot list clusterrolebindings \(forbidden\)\): kubectl lease describe --as admin-of-it -n /,
    );
    assert.equal(code, 0);
  });

  test('is left out where it is not wanted', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await startElectors(cluster, { namespace, replicas: 1 });
    const { stdout, code } = await who(namespace, '--no-authority');
    assert.match(stdout, /^Pod .* renewed it \ds ago\.\n$/);
    assert.equal(code, 0);
  });
});
