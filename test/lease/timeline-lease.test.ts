// What a timeline tells from the Lease alone: its fields, managedFields and candidates.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leaseFrom, type Lease } from '../../src/lease/lease.ts';
import { REF } from '../audit/events.ts';
import { HELD, leaseOf, type Stamp } from './told-lease.ts';
import { moment, told, type Sources } from './told.ts';

const ELECTOR: Stamp = { manager: 'elector', at: 200 };
const VACANT = {
  holderIdentity: '',
  acquireTime: moment(100),
  renewTime: moment(200),
  leaseTransitions: 1,
};

describe('a timeline from the Lease alone', () => {
  const rows: [title: string, lease: Lease, expected: string[], more?: Sources][] = [
    [
      'tells since when its holder holds it, by the holder’s clock',
      leaseOf(HELD, [ELECTOR]),
      ['100 (own clock) acquired a <lease> first'],
      { now: 202 },
    ],
    [
      'does not say that it was the first where others were counted',
      leaseOf({ ...HELD, leaseTransitions: 3 }, [ELECTOR]),
      ['100 (own clock) acquired a <lease>'],
      { now: 202 },
    ],
    [
      'tells that its holder is late',
      leaseOf(HELD, [ELECTOR]),
      ['100 (own clock) acquired a <lease> first', '200..201 late a <managedFields> silent 10'],
      { now: 210 },
    ],
    [
      'tells that it has expired',
      leaseOf(HELD, [ELECTOR]),
      [
        '100 (own clock) acquired a <lease> first',
        '200..201 late a <managedFields> silent 60',
        '215..216 expired a <managedFields> silent 60',
      ],
      { now: 260 },
    ],
    [
      'tells no silence where the server does not stamp',
      leaseOf(HELD, [ELECTOR]),
      ['100 (own clock) acquired a <lease> first'],
      { now: 260, restamps: false },
    ],
    [
      'tells that its holder released it',
      leaseOf(VACANT, [ELECTOR]),
      ['200..201 released - <managedFields> by itself'],
      { now: 260 },
    ],
    [
      'tells that another manager cleared it',
      leaseOf(VACANT, [
        { ...ELECTOR, fields: ['renewTime'] },
        { manager: 'kubectl-patch', at: 205, fields: ['holderIdentity'] },
      ]),
      ['205..206 released - <managedFields> by kubectl-patch'],
      { now: 260 },
    ],
    [
      'tells that another manager named its holder, and wrote beside its spec',
      leaseOf(HELD, [
        { ...ELECTOR, fields: ['renewTime'] },
        { manager: 'kubectl-edit', at: 205, fields: ['holderIdentity'] },
        { manager: 'kubectl-label', at: 206, fields: [] },
      ]),
      [
        '100 (own clock) acquired a <lease> first',
        '205..206 edited a <managedFields> changed [holderIdentity] by kubectl-edit',
        '206..207 edited a <managedFields> by kubectl-label',
      ],
      { now: 202 },
    ],
    [
      'does not take what is left of another replica’s writes for an edit',
      leaseOf(HELD, [ELECTOR, { manager: 'replica-2', at: 150, fields: ['leaseDurationSeconds'] }]),
      ['100 (own clock) acquired a <lease> first'],
      { now: 202 },
    ],
    [
      'does not take what its creator wrote for an edit',
      leaseOf(HELD, [ELECTOR, { manager: 'kubectl-create', at: 0, fields: [] }]),
      ['100 (own clock) acquired a <lease> first'],
      { now: 202 },
    ],
    [
      'tells of a heartbeat that it began when it was created',
      leaseOf(
        { holderIdentity: 'worker-1', renewTime: moment(200), leaseTransitions: null },
        [{ manager: 'kubelet', at: 200 }],
        {
          namespace: 'kube-node-lease',
          name: 'worker-1',
          ownerReferences: [{ kind: 'Node', name: 'worker-1' }],
        },
      ),
      ['0..1 acquired worker-1 <lease likely>'],
      { now: 202 },
    ],
    [
      'of a coordinated election bounds the moment by its candidate and its stamp',
      leaseOf({ holderIdentity: 'b', renewTime: moment(200), strategy: 'OldestEmulationVersion' }, [
        { manager: 'kube-apiserver', at: 150, fields: ['holderIdentity'] },
        { ...ELECTOR, fields: ['renewTime'] },
      ]),
      ['100..151 acquired b <lease managedFields candidate likely>'],
      {
        now: 202,
        candidates: [
          {
            metadata: { name: 'b', creationTimestamp: moment(100) },
            spec: { leaseName: REF.name },
          },
        ],
      },
    ],
    ['with nothing in it tells nothing', leaseFrom({}), []],
  ];
  for (const [title, given, expected, more = {}] of rows) {
    test(title, () => {
      assert.deepEqual(told({ lease: given, ...more }), expected);
    });
  }
});
