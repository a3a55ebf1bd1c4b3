import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { orderBy } from '../../src/lease/order.ts';
import { judge } from '../../src/lease/verdict.ts';
import { clock, lease, type LeaseOptions } from './leases.ts';

const LEASES: LeaseOptions[] = [
  { name: 'b', stampedAgo: 60 },
  { name: 'a', stampedAgo: 1, spec: { leaseTransitions: 9 } },
  { name: 'c', spec: { holderIdentity: '', leaseTransitions: null } },
];

function sorted(order: string): string {
  const rows = LEASES.map((options) => {
    const one = lease(options);
    return { lease: one, verdict: judge(one, clock()), clock: clock() };
  });
  return rows
    .sort(orderBy(order))
    .map((row) => row.lease.ref.name)
    .join('');
}

describe('a list', () => {
  const rows: [title: string, order: string, expected: string][] = [
    ['can be sorted by a column', 'name', 'abc'],
    ['has what is not well at its end', 'standing', 'abc'],
    ['has what was silent longest at its end', 'renewed', 'acb'],
    ['has what has no value at its head', 'transitions', 'cba'],
    ['can be sorted by a field as in kubectl', '.metadata.name', 'abc'],
    ['can be sorted by a field in braces', '{.spec.leaseTransitions}', 'cba'],
    ['can be sorted by a time, the oldest first', 'spec.renewTime', 'bca'],
    ['keeps its order where two are equal', '.metadata.namespace', 'bac'],
  ];
  for (const [title, order, expected] of rows) {
    test(title, () => {
      assert.equal(sorted(order), expected);
    });
  }

  test('cannot be sorted by what is no field of a Lease', () => {
    assert.equal(orderBy('.spec.nothing'), undefined);
    assert.equal(orderBy('constructor'), undefined);
  });
});
