// history on a real API server: of a Lease that is gone, and where not all may be seen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { createLease, electionSpec, lease } from './live.ts';

const cluster = testCluster();

describe('history', () => {
  test('says what was deleted by whom, of a Lease that is not there any more', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const name = 'gone';
    await createLease(cluster, namespace, name, electionSpec('somebody', 3600));
    await mustKubectl(cluster, ['delete', 'lease', name, '--namespace', namespace]);
    const args = `history ${namespace}/${name} --audit-log ${cluster.auditLog}`;
    const { stdout, code } = await lease(cluster, args);
    assert.equal(code, 0);
    assert.match(stdout, /The Lease itself is not there: this is what is left of it\./);
    assert.match(stdout, /╳ deleted by kubernetes-admin with kubectl +audit\n$/);
    const without = await lease(cluster, `history ${namespace}/${name}`);
    assert.equal(without.code, 1);
    assert.equal(
      without.stderr,
      `Error from server (NotFound): leases.coordination.k8s.io "${name}" not found\n`,
    );
  });

  test('says that Events may not be seen, and tells the rest', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const name = 'half';
    await createLease(cluster, namespace, name, electionSpec('somebody', 3600));
    const role = 'reads-one-lease';
    await mustKubectl(cluster, [
      ...['create', 'role', role, '-n', namespace, '--verb=get', '--resource=leases'],
    ]);
    await mustKubectl(cluster, [
      ...['create', 'rolebinding', role, '-n', namespace, `--role=${role}`, '--user=reader'],
    ]);
    const { stdout, code } = await lease(cluster, `history ${namespace}/${name} --as reader`);
    assert.equal(code, 0);
    assert.match(
      stdout,
      new RegExp(
        `\\nEvents were not seen: cannot list events in ${namespace} \\(forbidden\\)\\.\\n`,
      ),
    );
    assert.match(stdout, /┃ acquired \(by its own clock\) +lease\n/);
  });
});
