import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kindOf, type Kind } from '../../src/lease/kind.ts';
import { lease, type LeaseOptions } from './leases.ts';

const BARE = {
  leaseDurationSeconds: null,
  acquireTime: null,
  renewTime: null,
  leaseTransitions: null,
};
const APISERVER = 'apiserver-eqt674mfxb4j56mrjjkoe7b7ii';

describe('the kind of a Lease', () => {
  const rows: [title: string, options: LeaseOptions, expected: Kind][] = [
    ['a leader election record is an election', {}, 'election'],
    ['one that was released still is', { spec: { holderIdentity: '' } }, 'election'],
    [
      'with a strategy it is coordinated',
      { spec: { strategy: 'OldestEmulationVersion' } },
      'coordinated',
    ],
    ['with an empty strategy it is not', { spec: { strategy: '' } }, 'election'],
    [
      'a heartbeat is owned by its Node',
      { namespace: 'kube-node-lease', name: 'w1', owner: { kind: 'Node', name: 'w1' } },
      'node',
    ],
    [
      'a heartbeat is held under the name of its Node',
      { namespace: 'kube-node-lease', name: 'w1', spec: { holderIdentity: 'w1' } },
      'node',
    ],
    [
      'an election in kube-node-lease is no heartbeat',
      { namespace: 'kube-node-lease', name: 'k0s' },
      'election',
    ],
    [
      'an API server is known by its name',
      { namespace: 'kube-system', name: APISERVER },
      'apiserver',
    ],
    [
      'an API server is known by its label',
      {
        namespace: 'kube-system',
        name: 'x',
        labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver' },
      },
      'apiserver',
    ],
    [
      'the same name elsewhere is no API server',
      { namespace: 'team-a', name: APISERVER },
      'election',
    ],
    [
      'whose holder was removed still is an election',
      { spec: { holderIdentity: null } },
      'election',
    ],
    [
      'an elector’s identity tells it without a counter',
      { spec: { leaseTransitions: null } },
      'election',
    ],
    [
      'without a counter it is unknown',
      { spec: { holderIdentity: 'me', leaseTransitions: null } },
      'unknown',
    ],
    [
      'with a term taken out of its record it is unknown',
      { spec: { holderIdentity: 'me', leaseDurationSeconds: null } },
      'unknown',
    ],
    [
      'held with nothing else in it, it is a lock',
      { spec: { ...BARE, holderIdentity: 'me' } },
      'lock',
    ],
    [
      'with nothing in it at all it is unknown',
      { spec: { ...BARE, holderIdentity: null } },
      'unknown',
    ],
    [
      'a heartbeat that nobody holds is data',
      { spec: { ...BARE, holderIdentity: null, renewTime: '2026-11-25T02:59:00.000000Z' } },
      'data',
    ],
    ['a mark outweighs a record', { owner: { kind: 'Node', name: 'w1' }, name: 'node-w1' }, 'lock'],
  ];
  for (const [title, options, expected] of rows) {
    test(title, () => {
      assert.equal(kindOf(lease(options)), expected);
    });
  }
});
