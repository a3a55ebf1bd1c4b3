import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allows, authorityOf, identityOf } from '../../src/lease/authority.ts';
import { rbacFrom, type Subject } from '../../src/lease/rbac.ts';
import { resourceQuestion } from '../../src/lease/rbac-rule.ts';
import { rbacOf } from './rbac.ts';

const WORKER: Subject = { kind: 'ServiceAccount', namespace: 'payments', name: 'worker' };
const why = 'cannot list roles (forbidden)';

describe('a subject has', () => {
  const rows: [title: string, subject: Subject, user: string | undefined, groups: string[]][] = [
    [
      'as a ServiceAccount the groups of its token',
      WORKER,
      'system:serviceaccount:payments:worker',
      ['system:serviceaccounts', 'system:serviceaccounts:payments', 'system:authenticated'],
    ],
    [
      'as a user that spells a ServiceAccount the same',
      { kind: 'User', name: 'system:serviceaccount:payments:worker' },
      'system:serviceaccount:payments:worker',
      ['system:serviceaccounts', 'system:serviceaccounts:payments', 'system:authenticated'],
    ],
    [
      'as a user what everybody has',
      { kind: 'User', name: 'alice' },
      'alice',
      ['system:authenticated'],
    ],
    [
      'as a kubelet its own group',
      { kind: 'User', name: 'system:node:w1' },
      'system:node:w1',
      ['system:nodes', 'system:authenticated'],
    ],
    [
      'as nobody no login',
      { kind: 'User', name: 'system:anonymous' },
      'system:anonymous',
      ['system:unauthenticated'],
    ],
    [
      'as a group its members',
      { kind: 'Group', name: 'devs' },
      undefined,
      ['devs', 'system:authenticated'],
    ],
  ];
  for (const [title, subject, user, groups] of rows) {
    test(title, () => {
      assert.deepEqual(identityOf(subject), { user, groups });
    });
  }
});

describe('authority', () => {
  test('names each rule with its binding and role, most dangerous first', () => {
    const rbac = rbacOf([
      { name: 'reads', to: ['Group system:serviceaccounts'], rules: ['get pods', 'get /metrics'] },
      {
        namespace: 'payments',
        name: 'lock',
        to: ['ServiceAccount payments/worker'],
        rules: ['update leases.coordination.k8s.io worker'],
      },
      { name: 'runs', to: ['ServiceAccount payments/worker'], rules: ['patch deployments.apps'] },
      { name: 'others', to: ['User alice'], rules: ['* *'] },
    ]);
    const { rules, unseen } = authorityOf(WORKER, rbac);
    const told = rules.map(({ namespaces, verbs, resources, nonResourceURLs, via }) =>
      [namespaces, verbs, resources, nonResourceURLs, via.binding?.kind, via.role?.name].join(' '),
    );
    assert.deepEqual(told, [
      '* patch deployments  ClusterRoleBinding runs',
      'payments update leases  RoleBinding lock',
      '* get pods  ClusterRoleBinding reads',
      '* get  /metrics ClusterRoleBinding reads',
    ]);
    assert.equal(rules.at(-1)?.via.subject?.name, 'system:serviceaccounts');
    assert.deepEqual(unseen, []);
  });

  test('is told once where a chart binds it alike in several namespaces', () => {
    const grants = ['b', 'a', 'c'].map((namespace) => ({
      namespace,
      name: 'watcher',
      to: ['ServiceAccount payments/worker'],
      rules: ['list secrets', 'list secrets'],
    }));
    const { rules } = authorityOf(WORKER, rbacOf(grants));
    assert.deepEqual(
      rules.map(({ namespaces }) => namespaces),
      [['a', 'b', 'c']],
    );
  });

  test('of a RoleBinding has nothing to do with URLs', () => {
    const grant = { namespace: 'a', clusterRole: true, name: 'x', to: ['User alice'] };
    const rbac = rbacOf([{ ...grant, rules: ['get /metrics'] }]);
    const alice: Subject = { kind: 'User', name: 'alice' };
    assert.deepEqual(authorityOf(alice, rbac).rules, []);
    const asked = allows(identityOf(alice), { verb: 'get', path: '/metrics' }, rbac);
    assert.deepEqual(asked, { seen: true, value: false });
  });

  test('of system:masters is everything, whatever RBAC says', () => {
    const masters: Subject = { kind: 'Group', name: 'system:masters' };
    const { rules } = authorityOf(masters, rbacOf([]));
    assert.deepEqual(
      rules.map(({ namespaces, verbs, via }) => [namespaces, verbs, via.binding]),
      [['*', ['*'], undefined]],
    );
  });
});

describe('a question', () => {
  const patch = resourceQuestion('patch', 'deployments.apps', { namespace: 'a', name: 'x' });
  const grant = { name: 'g', to: ['User alice'], rules: ['patch deployments.apps'] };
  const alice = identityOf({ kind: 'User', name: 'alice' });
  const bob = identityOf({ kind: 'User', name: 'bob' });
  const unseen = { seen: false, why } as const;
  const rows: [string, Parameters<typeof allows>, ReturnType<typeof allows>][] = [
    ['that a rule allows is yes', [alice, patch, rbacOf([grant])], { seen: true, value: true }],
    ['that none allows is no', [bob, patch, rbacOf([grant])], { seen: true, value: false }],
    [
      'is yes even where not all was seen',
      [alice, patch, rbacOf([grant], { roleBindings: unseen })],
      { seen: true, value: true },
    ],
    [
      'is not known where a binding may allow it',
      [bob, patch, rbacOf([grant], { roleBindings: unseen })],
      unseen,
    ],
    [
      'of the cluster needs no RoleBindings',
      [bob, { ...patch, namespace: '' }, rbacOf([grant], { roleBindings: unseen })],
      { seen: true, value: false },
    ],
    [
      'is not known where a role that it has was not seen',
      [alice, patch, rbacOf([grant], { clusterRoles: unseen })],
      unseen,
    ],
    [
      'is no where only roles of others were not seen',
      [bob, patch, rbacOf([grant], { clusterRoles: unseen })],
      { seen: true, value: false },
    ],
    [
      'is not known where an archive holds a part',
      [bob, patch, rbacOf([grant], { limits: ['a part'] })],
      { seen: false, why: 'a part' },
    ],
  ];
  for (const [title, question, expected] of rows) {
    test(title, () => {
      assert.deepEqual(allows(...question), expected);
    });
  }
});

describe('foreign RBAC', () => {
  test('of any shape is read without an error, and gives nothing that it does not say', () => {
    const odd = [
      {},
      { metadata: null, rules: 'x', subjects: 7, roleRef: [] },
      { metadata: { name: 5 }, rules: [null, 3, { verbs: 'get', resources: [1, '*'] }] },
      {
        metadata: { name: 'x' },
        roleRef: { kind: 'Role', name: 'x' },
        subjects: [null, {}, { kind: 'Robot' }],
      },
      {
        metadata: { name: 'y' },
        roleRef: { kind: 'ClusterRole', name: 'constructor' },
        subjects: [{ kind: 'User' }],
      },
    ];
    const value = { seen: true, value: odd } as const;
    const rbac = rbacFrom({
      clusterRoles: value,
      roles: value,
      clusterRoleBindings: value,
      roleBindings: value,
    });
    for (const name of ['', 'constructor', 'alice']) {
      assert.deepEqual(authorityOf({ kind: 'User', name }, rbac).rules, []);
    }
  });
});
