// The Role in docs/force-release.md is what a step-down needs, and what lacks of it is said beforehand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { load } from 'js-yaml';
import { testCluster, type Cluster } from '../cluster/cluster.ts';
import { startElectors } from '../cluster/electors.ts';
import { apply, createNamespace } from '../cluster/kubectl.ts';
import { overlaps, readLedger } from '../cluster/ledger.ts';
import { kubeconfigFor } from '../cluster/pki.ts';
import { runLine, type Outcome } from '../program.ts';

const cluster = testCluster();

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** As it stands there. */
function documentedRules(): Rule[] {
  const page = join(import.meta.dirname, '..', '..', 'docs', 'force-release.md');
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(readFileSync(page, 'utf8')) ?? [];
  return (load(yaml) as { rules: Rule[] }).rules;
}

const without = (resource: string): Rule[] =>
  documentedRules().filter(({ resources }) => !resources.includes(resource));

/** Somebody who has these rights in the namespace, and no others. */
async function operator(of: Cluster, namespace: string, rules: readonly Rule[]): Promise<string> {
  const name = `operator-${namespace}`;
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const [apiGroup] = apiVersion.split('/');
  const metadata = { namespace, name: 'step-down' };
  await apply(of, [
    { apiVersion, kind: 'Role', metadata, rules },
    {
      ...{ apiVersion, kind: 'RoleBinding', metadata },
      roleRef: { apiGroup, kind: 'Role', name: 'step-down' },
      subjects: [{ apiGroup, kind: 'User', name }],
    },
  ]);
  return kubeconfigFor(of, name);
}

async function forceRelease(
  t: TestContext,
  rules: readonly Rule[],
  args: string,
): Promise<Outcome & { readonly namespace: string }> {
  const namespace = await createNamespace(cluster, t);
  await startElectors(cluster, { namespace, replicas: 2, settings: { seconds: [6, 4, 1] } });
  const KUBECONFIG = await operator(cluster, namespace, rules);
  const line = `kubectl lease force-release ${namespace}/reconciler --reason "it hangs" ${args}`;
  return { ...(await runLine(line, { env: { KUBECONFIG } })), namespace };
}

describe('the rights of force-release', { concurrency: true }, () => {
  test('with the documented Role the leader is evicted, and the operator is on record', async (t) => {
    const { stdout, code, namespace } = await forceRelease(
      t,
      documentedRules(),
      '--evict-pod --yes -o json',
    );
    assert.equal(code, 0, stdout);
    const {
      operator: who,
      outcome,
      recorded,
    } = JSON.parse(stdout) as {
      operator: string;
      outcome: { word: string; stoppedBy: string };
      recorded: object;
    };
    assert.equal(who, `operator-${namespace}`);
    assert.equal(outcome.stoppedBy, 'ended');
    assert.deepEqual(recorded, { event: true, lease: true });
    assert.deepEqual(overlaps(readLedger(cluster, namespace, 'reconciler')), []);
  });

  test('who may not evict waits, and is told so before anything is written', async (t) => {
    const came = await forceRelease(t, without('pods/eviction'), '--evict-pod --dry-run');
    assert.equal(came.code, 0);
    assert.match(came.stderr, /you may not evict its Pod \(create pods\/eviction\)/);
    assert.match(came.stdout, /fence, wait until it has stopped, release/);
  });

  test('who may not see Pods goes by the time in which its library stops', async (t) => {
    const came = await forceRelease(t, without('pods'), '--evict-pod --yes -o json');
    assert.equal(came.code, 0, came.stderr);
    const { outcome } = JSON.parse(came.stdout) as { outcome: { stoppedBy: string } };
    assert.equal(outcome.stoppedBy, 'bound');
    assert.deepEqual(overlaps(readLedger(cluster, came.namespace, 'reconciler')), []);
  });

  test('who may not create Events is refused, unless nothing of the kind is wanted', async (t) => {
    const rules = without('events');
    const { code, stderr, namespace } = await forceRelease(t, rules, '--yes');
    assert.equal(code, 3);
    assert.match(
      stderr,
      /without a record: you may not create events.events.k8s.io.*\n--no-record/,
    );
    const KUBECONFIG = kubeconfigFor(cluster, `operator-${namespace}`);
    const line = `kubectl lease force-release ${namespace}/reconciler --reason "it hangs" --yes --no-record -o json`;
    const came = await runLine(line, { env: { KUBECONFIG } });
    assert.equal(came.code, 0, came.stderr);
    assert.match(came.stderr, /no Event was created: you may not create any/);
    const { recorded } = JSON.parse(came.stdout) as { recorded: object };
    assert.deepEqual(recorded, { event: false, lease: true });
  });

  test('who may not patch the Lease is refused before anything is asked', async (t) => {
    const rules = documentedRules().map((rule) => ({
      ...rule,
      verbs: rule.verbs.filter((verb) => verb !== 'patch'),
    }));
    const { code, stderr } = await forceRelease(t, rules, '--yes');
    assert.equal(code, 3);
    assert.match(stderr, /nothing was written: you may not patch leases/);
  });
});
