// Who may take a Lease, in lines: who has a role for people is named, what every cluster has is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writersOf } from '../../src/lease/writers.ts';
import { writerLines } from '../../src/view/rights.ts';
import { rbacOf } from '../lease/rbac.ts';

test('writers are a line each, those of a role for people one line together', () => {
  const rbac = rbacOf([
    { name: 'edit', to: ['Group devs', 'User bob'], rules: ['* leases.coordination.k8s.io'] },
    { name: 'admin', to: ['Group system:authenticated'], rules: ['* *'] },
    {
      namespace: 'n',
      name: 'own',
      to: ['ServiceAccount n/app'],
      rules: ['update leases.coordination.k8s.io'],
    },
  ]);
  const lines = writerLines(writersOf({ namespace: 'n', name: 'x' }, rbac));
  assert.deepEqual(lines.slice(0, 1), ['who may take or delete this Lease']);
  const rows = lines.filter((line) => Array.isArray(line)).map(([who]) => String(who));
  assert.ok(rows.includes('ServiceAccount n/app'));
  assert.ok(rows.includes('Group system:authenticated'));
  assert.deepEqual(lines.filter((line) => typeof line === 'string').slice(-2), [
    'who has ClusterRole edit: Group devs, User bob',
    'and, as in every cluster: system:masters',
  ]);
});
