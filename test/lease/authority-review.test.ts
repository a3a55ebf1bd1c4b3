import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorityAsked, shortList } from '../../src/lease/authority-review.ts';
import { rbacFrom, type Subject } from '../../src/lease/rbac.ts';

const WORKER: Subject = { kind: 'ServiceAccount', namespace: 'payments', name: 'worker' };
const why = 'cannot list roles (forbidden)';

describe('where RBAC may not be read', () => {
  const unseen = { seen: false, why } as const;
  const nothing = rbacFrom({
    clusterRoles: unseen,
    roles: unseen,
    clusterRoleBindings: unseen,
    roleBindings: unseen,
  });
  const ref = { namespace: 'payments', name: 'worker' };

  test('the server is asked about the worst first, and its answer is all that is told', async () => {
    const asked: string[] = [];
    const evidence = {
      review: (_: unknown, question: object) => {
        const { verb, resource } = question as { verb: string; resource: string };
        asked.push(`${verb} ${resource}`);
        const allowed = resource === 'pods';
        return Promise.resolve({ seen: true, value: { allowed, reason: 'RBAC: it is' } } as const);
      },
    };
    const { rules, unseen } = await authorityAsked(WORKER, ref, nothing, { evidence, most: 3 });
    assert.deepEqual(asked, ['* *', 'create pods', 'list secrets']);
    assert.deepEqual(
      rules.map(({ namespaces, verbs, resources, via }) => [
        namespaces,
        verbs,
        resources,
        via.reason,
      ]),
      [['*', ['create'], ['pods'], 'RBAC: it is']],
    );
    assert.deepEqual(unseen, [why, 'asked the server about 3 rights instead']);
  });

  const forbidden = { seen: false, why: 'cannot ask (forbidden)' } as const;

  test('nothing more is asked once that is forbidden too, in the namespace as well', async () => {
    const asked: string[] = [];
    const evidence = {
      review: (_: unknown, question: object) => {
        asked.push((question as { namespace: string }).namespace);
        return Promise.resolve(forbidden);
      },
    };
    const { rules, unseen } = await authorityAsked(WORKER, ref, nothing, { evidence, most: 9 });
    assert.deepEqual([asked, rules, unseen], [['', 'payments'], [], [why, forbidden.why]]);
  });

  test('an admin of a namespace, who may ask there alone, is told of there', async () => {
    const asked: string[] = [];
    const evidence = {
      review: (_: unknown, question: object) => {
        const { verb, resource, namespace } = question as Record<string, string>;
        asked.push(`${verb} ${resource} ${namespace}`);
        if (namespace === '') return Promise.resolve(forbidden);
        const value = { allowed: resource === 'secrets', reason: 'RBAC: it is' };
        return Promise.resolve({ seen: true, value } as const);
      },
    };
    const { rules, unseen } = await authorityAsked(WORKER, ref, nothing, { evidence, most: 2 });
    assert.deepEqual(asked, ['* * ', 'create pods payments', 'list secrets payments']);
    assert.deepEqual(
      rules.map(({ namespaces, verbs, resources }) => [namespaces, verbs, resources]),
      [[['payments'], ['list'], ['secrets']]],
    );
    assert.deepEqual(unseen, [why, forbidden.why, 'asked the server about 2 rights instead']);
  });

  test('everything needs one question', () => {
    assert.equal(shortList(ref)[0]?.apiGroup, '*');
  });
});
