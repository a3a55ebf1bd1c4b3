// Who wrote a holder by hand, by managedFields; and what who-holds says of it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writtenByHand } from '../../src/lease/by-hand.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { NOW, rawLease } from './leases.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';

type Entry = readonly [manager: string, secondsAgo: number, fields: readonly string[]];

function leaseWith(entries: readonly Entry[], holderIdentity = 'mallory') {
  const raw = rawLease({ spec: { holderIdentity } });
  const managedFields = entries.map(([manager, seconds, fields]) => ({
    ...{ manager, operation: 'Update', fieldsType: 'FieldsV1' },
    time: `${formatMicroTime(NOW - seconds * SECOND).slice(0, 19)}Z`,
    fieldsV1: { 'f:spec': Object.fromEntries(fields.map((it) => [`f:${it}`, {}])) },
  }));
  return leaseFrom({ ...raw, metadata: { ...(raw['metadata'] as RawObject), managedFields } });
}

const HOLDER = ['holderIdentity'];
const TIMES = ['acquireTime', 'renewTime'];

describe('a holder', () => {
  const rows: [title: string, entries: Entry[], by: string | undefined][] = [
    ['of an elector was not', [['manager', 2, [...HOLDER, ...TIMES]]], undefined],
    [
      'patched by kubectl was',
      [
        ['manager', 9, TIMES],
        ['kubectl-patch', 2, HOLDER],
      ],
      'kubectl-patch',
    ],
    [
      'edited by kubectl was',
      [
        ['manager', 9, TIMES],
        ['kubectl-edit', 2, HOLDER],
      ],
      'kubectl-edit',
    ],
    [
      'that renewed since was not',
      [
        ['manager', 2, TIMES],
        ['kubectl-patch', 9, HOLDER],
      ],
      undefined,
    ],
    [
      'within the second of a renewal was',
      [
        ['manager', 2, TIMES],
        ['kubectl-patch', 2, HOLDER],
      ],
      'kubectl-patch',
    ],
    [
      'fenced by this program was not',
      [
        ['manager', 9, TIMES],
        ['kubectl-lease', 2, HOLDER],
      ],
      undefined,
    ],
    [
      'of a Lease that kubectl made whole was not',
      [['kubectl-create', 2, [...HOLDER, ...TIMES]]],
      undefined,
    ],
    ['without stamps is not known to be', [], undefined],
    [
      'of a coordinated Lease, which the control plane writes, was not',
      [
        ['kube-controller-manager', 2, TIMES],
        ['kube-apiserver', 9, HOLDER],
      ],
      undefined,
    ],
  ];
  for (const [title, entries, by] of rows) {
    test(`${title} written by hand`, () => {
      assert.equal(writtenByHand(leaseWith(entries))?.manager, by);
    });
  }

  test('that was cleared by hand is none', () => {
    assert.equal(writtenByHand(leaseWith([['kubectl-patch', 2, HOLDER]], '')), undefined);
  });
});
