import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dangerOf } from '../../src/lease/authority-danger.ts';
import type { GrantedRule } from '../../src/lease/authority.ts';
import { rule } from './rbac.ts';

describe('the danger of', () => {
  const rows: [words: string, namespaces: '*' | string[], level: string, about: string][] = [
    ['* *', '*', 'total', 'everything'],
    ['* *', ['a'], 'total', 'everything'],
    ['* * x', '*', 'critical', 'escalate'],
    ['escalate roles.rbac.authorization.k8s.io', ['a'], 'critical', 'escalate'],
    ['bind clusterroles.rbac.authorization.k8s.io edit', '*', 'critical', 'bind'],
    ['impersonate users', '*', 'critical', 'impersonate'],
    ['impersonate:user-info users.authentication.k8s.io', '*', 'critical', 'impersonate'],
    ['create serviceaccounts/token worker', ['a'], 'critical', 'tokens'],
    [
      'patch mutatingwebhookconfigurations.admissionregistration.k8s.io',
      '*',
      'critical',
      'admission',
    ],
    ['patch mutatingwebhookconfigurations.admissionregistration.k8s.io', ['a'], 'low', 'writes'],
    ['get nodes/proxy', '*', 'critical', 'kubelets'],
    ['create rolebindings.rbac.authorization.k8s.io', ['a'], 'high', 'rbac'],
    ['delete deployments.apps', '*', 'high', 'workloads'],
    ['create pods x', ['a'], 'low', 'writes'],
    ['create pods/exec', ['a'], 'high', 'exec'],
    ['create */exec', ['a'], 'high', 'exec'],
    ['list secrets', ['a'], 'high', 'secrets'],
    ['update nodes', '*', 'high', 'nodes'],
    ['patch namespaces', ['a'], 'high', 'namespaces'],
    ['update deployments.apps/scale', ['a'], 'medium', 'workloads'],
    ['update leases.coordination.k8s.io x', ['a'], 'medium', 'leases'],
    ['* widgets.example.com', ['a'], 'medium', 'wildcard'],
    ['get *.example.com', ['a'], 'low', 'wildcard'],
    ['create events', ['a'], 'low', 'writes'],
    ['create selfsubjectaccessreviews.authorization.k8s.io', '*', 'none', 'reads'],
    ['get pods', '*', 'none', 'reads'],
    ['get /metrics', '*', 'none', 'reads'],
  ];
  for (const [words, namespaces, level, about] of rows) {
    test(`${words} in ${namespaces === '*' ? 'all namespaces' : 'one'} is ${level}: ${about}`, () => {
      const found = dangerOf(granted(words, namespaces));
      assert.deepEqual([found.level, found.about], [level, about]);
    });
  }

  test('a rule tells which part of it is so dangerous', () => {
    const { verbs, resources } = dangerOf(granted('get,patch,delete pods,deployments.apps', '*'));
    assert.deepEqual(
      [verbs, resources],
      [
        ['patch', 'delete'],
        ['pods', 'deployments.apps'],
      ],
    );
  });
});

function granted(words: string, namespaces: '*' | string[]): GrantedRule {
  const none = { apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [] };
  return { ...none, ...(rule(words) as object), namespaces, via: {} } as unknown as GrantedRule;
}
