import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Target } from '../../src/lease/holding-target.ts';
import { holdingsOf } from '../../src/lease/holdings.ts';
import { HASH, LEADER, LED, NODE, UUID, evidenceOf, held, node, pod } from './holdings-scene.ts';

describe('the requests', () => {
  const rows: [title: string, target: Target, looks: string[]][] = [
    [
      'for a node',
      NODE,
      ['leases kube-node-lease', 'pods on w1', 'nodes w1', `pods pod-template-hash in ${HASH}`],
    ],
    ['for a zone', { kind: 'Zone', name: 'a' }, ['pods', 'nodes']],
    ['for a Pod', { kind: 'Pod', namespace: 'payments', name: LEADER }, ['pods payments']],
    [
      'for a workload',
      { kind: 'Deployment', namespace: 'payments', name: 'reconciler' },
      ['pods payments', 'deployments payments'],
    ],
  ];
  for (const [title, target, expected] of rows) {
    test(`${title} are as many however many Leases there are`, async () => {
      const many = Array.from({ length: 50 }, (_, at) =>
        held(`${LEADER}_${UUID}`, { name: `lease-${at}` }),
      );
      const { evidence, looks } = evidenceOf({ objects: [...LED, ...many] });
      await holdingsOf(target, evidence, { objects: false });
      const asked = looks.map(({ resource, namespace, name, node: on, oneOf }) =>
        [
          resource,
          ...(namespace ? [namespace] : resource === 'nodes' && name ? [name] : []),
          ...(on ? [`on ${on}`] : []),
          ...(oneOf ? [`${oneOf.label} in ${oneOf.values.join()}`] : []),
        ].join(' '),
      );
      assert.deepEqual(asked.sort(), [...expected].sort());
    });
  }

  test('name no more revisions than a request can carry', async () => {
    const pods = Array.from({ length: 201 }, (_, at) => {
      const hash = `hash${at}`;
      return pod({ name: `reconciler-${hash}-5ffjv`, node: 'w1', hash });
    });
    const leases = pods.map((_, at) =>
      held(`reconciler-hash${at}-5ffjv_${UUID}`, { name: `lease-${at}` }),
    );
    const { evidence, looks } = evidenceOf({ objects: [node('w1'), ...pods, ...leases] });
    const { items } = await holdingsOf(NODE, evidence, { objects: false });
    assert.equal(items.length, 201);
    assert.deepEqual(looks.at(-1), { resource: 'pods' });
  });
});
