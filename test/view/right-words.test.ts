// The worst that a holder may do, as one clause, and how much it may do besides.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorityOf } from '../../src/lease/authority.ts';
import { whatItMay } from '../../src/lease/worst-right.ts';
import { rightInWords } from '../../src/view/right-words.ts';
import { rbacOf } from '../lease/rbac.ts';

const ACCOUNT = { kind: 'ServiceAccount', namespace: 'payments', name: 'worker' } as const;
const TO = ['ServiceAccount payments/worker'];
const RBAC = 'rbac.authorization.k8s.io';

/** Each rule with the namespace that its binding stands in; "*" for a ClusterRoleBinding. */
type Bound = readonly [namespace: string, ...rules: string[]];

describe('the worst right', () => {
  const rows: [title: string, bound: readonly Bound[], words: string, others: number][] = [
    [
      'of a controller',
      [
        ['*', 'delete,patch,update deployments.apps', 'get,list,watch secrets'],
        ['payments', 'create,get,update leases.coordination.k8s.io', 'create,patch events'],
      ],
      'delete Deployments in every namespace',
      10,
    ],
    ['of an administrator', [['*', '* *', 'get pods']], 'do anything', 0],
    [
      'of the administrator of a namespace',
      [['payments', '* *']],
      'do anything in namespace payments',
      0,
    ],
    ['that reads every Secret', [['*', 'get,list secrets']], 'read every Secret', 0],
    [
      'that reads one Secret',
      [['payments', 'get secrets key']],
      'read Secrets named key in namespace payments',
      0,
    ],
    [
      'that gets everything, the proxy of a node among it',
      [['*', 'get,list,watch *']],
      'run commands in every Pod, past admission and audit (get on nodes/proxy)',
      0,
    ],
    [
      'that lists everything',
      [['*', 'list,watch *']],
      'read everything everywhere, Secrets too',
      0,
    ],
    [
      'that writes everything of a group',
      [['*', '* *.apps']],
      'do anything with everything of apps everywhere',
      0,
    ],
    [
      'in two namespaces, each by a binding of its own',
      [
        ['b', 'update configmaps'],
        ['a', 'get,update configmaps'],
      ],
      'change ConfigMaps in namespaces a and b',
      1,
    ],
    [
      'in more namespaces than one can read',
      ['a', 'b', 'c'].map((namespace) => [namespace, 'update configmaps'] as const),
      'change ConfigMaps in 3 namespaces',
      0,
    ],
    [
      'that makes rights',
      [['*', `escalate clusterroles.${RBAC}`]],
      'write itself more rights (escalate on clusterroles)',
      0,
    ],
    [
      'that binds one role',
      [['*', `bind clusterroles.${RBAC} view`, 'get pods']],
      'give itself more rights (bind on clusterroles named view)',
      1,
    ],
    [
      'that impersonates',
      [['*', 'impersonate users a,b,c']],
      'act as somebody else (impersonate on users of 3 names)',
      0,
    ],
    [
      'that makes tokens',
      [['payments', 'create serviceaccounts/token']],
      'act as ServiceAccounts in namespace payments (create on serviceaccounts/token)',
      0,
    ],
    [
      'that makes tokens anywhere',
      [['*', 'create serviceaccounts/token']],
      'act as ServiceAccounts in every namespace (create on serviceaccounts/token)',
      0,
    ],
    [
      'over admission',
      [['*', 'patch mutatingwebhookconfigurations.admissionregistration.k8s.io']],
      'change whatever is written to the API (patch on mutatingwebhookconfigurations)',
      0,
    ],
    [
      'over kubelets',
      [['*', 'get nodes/proxy']],
      'run commands in every Pod, past admission and audit (get on nodes/proxy)',
      0,
    ],
    [
      'that signs certificates',
      [['*', 'update certificatesigningrequests.certificates.k8s.io/approval']],
      'get certificates to log in as somebody else (update on certificatesigningrequests/approval)',
      0,
    ],
    ['that executes', [['a', 'create pods/exec']], 'run commands in Pods in namespace a', 0],
    ['over nodes', [['*', 'patch nodes']], 'change Nodes', 0],
    ['over Pods alone', [['a', 'create,delete pods']], 'delete Pods in namespace a', 1],
    [
      'of what is not known to be in a namespace',
      [['*', 'delete widgets.example.com']],
      'delete widgets.example.com everywhere',
      0,
    ],
    [
      'of a subresource',
      [['a', 'update deployments.apps/scale']],
      'change scale of Deployments in namespace a',
      0,
    ],
    ['that is harmless', [['*', 'get,list pods']], 'read Pods in every namespace', 0],
    ['of a path', [['*', 'get /metrics']], 'read /metrics', 0],
  ];
  for (const [title, bound, words, others] of rows) {
    test(`${title}: may ${words}`, () => {
      const found = whatItMay(authorityOf(ACCOUNT, rbac(bound)));
      assert.deepEqual([found.worst && rightInWords(found.worst), found.others], [words, others]);
    });
  }

  test('is none where it may do what everybody may', () => {
    const discovery = { name: 'discovery', to: ['Group system:authenticated'] };
    const found = whatItMay(
      authorityOf(ACCOUNT, rbacOf([{ ...discovery, rules: ['get /api,/apis'] }])),
    );
    assert.deepEqual(found, { worst: undefined, others: 0 });
  });

  test('counts what everybody may where that is dangerous', () => {
    const leak = { name: 'leak', to: ['Group system:authenticated'], rules: ['list secrets'] };
    const { worst } = whatItMay(authorityOf(ACCOUNT, rbacOf([leak])));
    assert.equal(worst && rightInWords(worst), 'read every Secret');
  });
});

function rbac(bound: readonly Bound[]) {
  return rbacOf(
    bound.map(([namespace, ...rules], at) => ({
      ...(namespace === '*' ? {} : { namespace }),
      name: `role-${at}`,
      to: TO,
      rules,
    })),
  );
}
