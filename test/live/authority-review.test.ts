// What is told of an authority by who may not read RBAC.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorityAsked } from '../../src/lease/authority-review.ts';
import { identityOf } from '../../src/lease/authority.ts';
import { readRbac } from '../../src/lease/rbac-look.ts';
import { resourceQuestion } from '../../src/lease/rbac-rule.ts';
import { testCluster } from '../cluster/cluster.ts';
import { apply, createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { waitFor } from '../cluster/wait.ts';
import { evidenceOf } from './reviews.ts';

const cluster = testCluster();

describe('an authority', () => {
  test('is said not to be seen by who may not read RBAC, nor ask', async () => {
    const evidence = await evidenceOf(cluster, { as: 'nobody' });
    const subject = { kind: 'ServiceAccount', namespace: 'payments', name: 'reconciler' } as const;
    const ref = { namespace: 'payments', name: 'reconciler' };
    const found = await authorityAsked(subject, ref, await readRbac(evidence), {
      evidence,
      most: 9,
    });
    evidence.close();
    assert.deepEqual(found.rules, []);
    assert.deepEqual(found.unseen, [
      'cannot list clusterrolebindings (forbidden)',
      'cannot list rolebindings in all namespaces (forbidden)',
      'cannot ask what others may do (forbidden)',
    ]);
  });

  test('is asked of the server by who may not read RBAC', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const name = 'reviewer';
    await apply(cluster, reviewerOf(namespace, name));
    t.after(() => mustKubectl(cluster, ['delete', 'clusterrole,clusterrolebinding', namespace]));
    const evidence = await evidenceOf(cluster, {
      as: `system:serviceaccount:${namespace}:${name}`,
    });
    const ref = { namespace, name: 'reconciler' };
    const subject = { kind: 'Group', name: 'system:masters' } as const;
    const rbac = await readRbac(evidence);
    const question = resourceQuestion('delete', 'pods', { namespace });
    const review = await waitFor('the right to ask', async () => {
      const answer = await evidence.review(identityOf(subject), question);
      return answer.seen ? answer.value : undefined;
    });
    assert.equal(review.allowed, true);
    const worker = { kind: 'ServiceAccount', namespace, name } as const;
    const found = await authorityAsked(worker, ref, rbac, { evidence, most: 20 });
    evidence.close();
    assert.deepEqual(
      found.rules.map(({ namespaces, verbs, resources }) => [namespaces, verbs, resources]),
      [['*', ['patch'], ['nodes']]],
    );
    assert.match(found.rules[0]?.via.reason ?? '', /^RBAC: allowed by ClusterRoleBinding "/);
  });
});

/** May ask about others and patch nodes, and no more. */
function reviewerOf(namespace: string, name: string): object[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { name: namespace };
  const rule = (verb: string, group: string, resource: string) => ({
    verbs: [verb],
    apiGroups: [group],
    resources: [resource],
  });
  return [
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata,
      rules: [
        rule('create', 'authorization.k8s.io', 'subjectaccessreviews'),
        rule('patch', '', 'nodes'),
      ],
    },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: namespace },
      subjects: [{ kind: 'ServiceAccount', namespace, name }],
    },
  ];
}
