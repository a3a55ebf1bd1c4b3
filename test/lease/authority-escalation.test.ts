import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RBAC, leases, others, to, type Grants } from './other-writers.ts';

describe('a Lease can be written', () => {
  const rows: [title: string, grants: Grants, expected: string[]][] = [
    [
      'by who impersonates the holder',
      [{ namespace: 'payments', name: 'x', to, rules: ['impersonate serviceaccounts worker'] }],
      ['alice impersonate impersonate serviceaccounts into worker by x'],
    ],
    [
      'not by who impersonates another',
      [{ namespace: 'payments', name: 'x', to, rules: ['impersonate serviceaccounts other'] }],
      [],
    ],
    [
      'by who impersonates a group, and somebody in it',
      [{ name: 'x', to, rules: ['impersonate groups', 'impersonate users nobody'] }],
      ['alice impersonate impersonate groups into system:masters by x'],
    ],
    [
      'not by who impersonates a group alone',
      [{ name: 'x', to, rules: ['impersonate groups'] }],
      [],
    ],
    [
      'by who may act as the holder to write Leases',
      [
        {
          name: 'x',
          to,
          rules: [
            'impersonate:serviceaccount serviceaccounts.authentication.k8s.io worker',
            `impersonate-on:serviceaccount:patch ${leases}`,
          ],
        },
      ],
      [
        'alice impersonate impersonate:serviceaccount serviceaccounts.authentication.k8s.io into worker by x',
      ],
    ],
    [
      'not by who may act as the holder to read Leases',
      [
        {
          name: 'x',
          to,
          rules: [
            'impersonate:serviceaccount serviceaccounts.authentication.k8s.io worker',
            `impersonate-on:serviceaccount:get ${leases}`,
          ],
        },
      ],
      [],
    ],
    [
      'by who gets a token of the holder',
      [{ namespace: 'payments', name: 'x', to, rules: ['create serviceaccounts/token'] }],
      ['alice token create serviceaccounts/token into worker by x'],
    ],
    [
      'by who asks for a token with a Secret and reads it',
      [{ namespace: 'payments', name: 'x', to, rules: ['create,get secrets'] }],
      ['alice token create secrets into worker by x'],
    ],
    [
      'by who runs Pods as the holder',
      [{ namespace: 'payments', name: 'x', to, rules: ['patch deployments.apps web'] }],
      ['alice pods patch deployments.apps into worker by x'],
    ],
    [
      'by who runs commands in its Pods',
      [{ namespace: 'payments', name: 'x', to, rules: ['create pods/exec'] }],
      ['alice exec create pods/exec into worker by x'],
    ],
    [
      'by who reaches the kubelets',
      [{ name: 'x', to, rules: ['get nodes/proxy'] }],
      ['alice exec get nodes/proxy into worker by x'],
    ],
    [
      'not by who runs Pods elsewhere',
      [{ namespace: 'default', name: 'x', to, rules: ['create pods', 'create pods/exec'] }],
      [],
    ],
    [
      'by who binds a role that writes it',
      [
        {
          namespace: 'payments',
          name: 'x',
          to,
          rules: [`bind roles.${RBAC} lock`, `create rolebindings.${RBAC}`],
        },
      ],
      [`alice bind bind roles.${RBAC} into lock by x`],
    ],
    [
      'not by who may bind but write no binding',
      [{ namespace: 'payments', name: 'x', to, rules: [`bind roles.${RBAC} lock`] }],
      [],
    ],
    [
      'by who adds a subject to a binding of such a role',
      [
        {
          namespace: 'payments',
          name: 'x',
          to,
          rules: [`bind roles.${RBAC}`, `patch rolebindings.${RBAC} lock`],
        },
      ],
      [`alice bind bind roles.${RBAC} into lock by x`],
    ],
    [
      'by who widens a role of its own',
      [
        {
          namespace: 'payments',
          name: 'x',
          to,
          rules: [`escalate,patch roles.${RBAC} x`],
        },
      ],
      [`alice escalate escalate roles.${RBAC} into x by x`],
    ],
    [
      'not by who only writes roles: they give no more than it has',
      [{ namespace: 'payments', name: 'x', to, rules: [`create,patch roles.${RBAC}`] }],
      [],
    ],
    [
      'by who becomes somebody who becomes the holder',
      [
        { name: 'x', to, rules: ['impersonate users bob'] },
        { namespace: 'payments', name: 'y', to: ['User bob'], rules: ['create jobs.batch'] },
      ],
      [
        'bob pods create jobs.batch into worker by y',
        'alice impersonate impersonate users into bob by x',
      ],
    ],
    [
      'by the members of a group, who are told once',
      [
        { name: 'x', to: ['Group system:serviceaccounts:ci'], rules: [`patch ${leases}`] },
        { name: 'y', to: ['ServiceAccount ci/bot'], rules: ['create pods'] },
      ],
      [`system:serviceaccounts:ci writes patch ${leases} by x`],
    ],
  ];
  for (const [title, grants, expected] of rows) {
    test(title, () => {
      assert.deepEqual(others(grants), expected);
    });
  }
});
