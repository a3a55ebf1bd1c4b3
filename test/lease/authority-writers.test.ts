import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rbacFrom } from '../../src/lease/rbac.ts';
import { writersOf } from '../../src/lease/writers.ts';
import { REF, leases, others, to, type Grants } from './other-writers.ts';
import { rbacOf } from './rbac.ts';

describe('a Lease is written', () => {
  const rows: [title: string, grants: Grants, expected: string[]][] = [
    ['by nobody else where nobody else may', [], []],
    [
      'not by who only reads or creates',
      [{ name: 'x', to, rules: [`get,list,create ${leases}`] }],
      [],
    ],
    [
      'by who may patch it, everywhere',
      [{ name: 'x', to, rules: [`patch,get ${leases}`] }],
      [`alice writes patch ${leases} by x`],
    ],
    [
      'by who may delete it together with all others',
      [{ namespace: 'payments', name: 'x', to, rules: [`deletecollection ${leases}`] }],
      [`alice writes deletecollection ${leases} by x`],
    ],
    [
      'not by who may delete all others by name',
      [{ name: 'x', to, rules: [`deletecollection,delete ${leases} other`] }],
      [],
    ],
    [
      'not by who may in another namespace',
      [{ namespace: 'default', name: 'x', to, rules: ['* *'] }],
      [],
    ],
  ];
  for (const [title, grants, expected] of rows) {
    test(title, () => {
      assert.deepEqual(others(grants), expected);
    });
  }
});

describe('a writer that every cluster has', () => {
  const rows: [subject: string, role: string, expected: string | undefined][] = [
    ['Group system:masters', 'cluster-admin', 'system:masters'],
    ['User alice', 'cluster-admin', 'cluster-admin'],
    ['Group devs', 'edit', 'edit'],
    ['Group devs', 'admin', 'admin'],
    ['Group system:authenticated', 'edit', undefined],
    ['Group system:serviceaccounts:ci', 'admin', undefined],
    [
      'ServiceAccount kube-system/namespace-controller',
      'system:controller:namespace-controller',
      'control plane',
    ],
    ['ServiceAccount payments/x', 'system:controller:namespace-controller', undefined],
    ['ServiceAccount kube-system/helm', 'helm', undefined],
  ];
  for (const [subject, name, expected] of rows) {
    test(`${subject} by ${name} is folded under ${expected ?? 'nothing'}`, () => {
      const { writers } = writersOf(REF, rbacOf([{ name, to: [subject], rules: ['* *'] }]));
      assert.equal(writers.find(({ via }) => via.binding?.name === name)?.builtIn, expected);
    });
  }

  test('system:masters is there without any binding', () => {
    const { writers } = writersOf(REF, rbacOf([]));
    assert.deepEqual(
      writers.map(({ subject, via }) => [subject.name, via.binding]),
      [['system:masters', undefined]],
    );
  });
});

test('what could not be looked at is said, each once', () => {
  const unseen = (why: string) => ({ seen: false, why }) as const;
  const rbac = rbacFrom({
    clusterRoles: unseen('cannot list clusterroles (forbidden)'),
    roles: unseen('the archive holds no Roles'),
    clusterRoleBindings: { seen: true, value: [] },
    roleBindings: { seen: true, value: [] },
    limits: ['a part'],
  });
  assert.deepEqual(writersOf(REF, rbac).unseen, [
    'a part',
    'cannot list clusterroles (forbidden)',
    'the archive holds no Roles',
  ]);
});

test('ten thousand bindings take no time that a person notices', () => {
  const grants = Array.from({ length: 10_000 }, (_, at) => ({
    namespace: at % 2 === 0 ? 'payments' : `team-${at}`,
    name: `r${at}`,
    to: [`User u${at}`, `ServiceAccount payments/s${at}`],
    rules:
      at % 20 === 0
        ? [`update ${leases}`, 'create pods']
        : ['get,list pods', 'impersonate users x'],
  }));
  const begun = performance.now();
  const { writers } = writersOf(REF, rbacOf(grants));
  assert.equal(writers.length, 1001);
  assert.ok(performance.now() - begun < 3000, `${performance.now() - begun} ms`);
});
