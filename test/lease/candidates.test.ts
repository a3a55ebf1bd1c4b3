// LeaseCandidates of a coordinated election, in the order in which the control plane prefers them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { candidatesOf } from '../../src/lease/candidates.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { NOW, rawLease } from './leases.ts';

interface Options {
  readonly binary?: string;
  readonly emulation?: string;
  readonly created?: string;
  readonly lease?: string;
  readonly pinged?: string;
  readonly renewed?: string;
}

function candidate(name: string, options: Options = {}): RawObject {
  const {
    binary = '1.36.3',
    emulation = '1.36',
    created = '02:00:00',
    lease = 'reconciler',
  } = options;
  return {
    metadata: { name, creationTimestamp: `2026-11-25T${created}Z` },
    spec: {
      ...{ leaseName: lease, binaryVersion: binary, emulationVersion: emulation },
      renewTime: `2026-11-25T${options.renewed ?? '02:56:00'}.000000Z`,
      pingTime: options.pinged && `2026-11-25T${options.pinged}.000000Z`,
    },
  };
}

describe('candidates', () => {
  const rows: [title: string, found: RawObject[], order: string[], preferred: unknown][] = [
    ['are none where there are none', [], [], undefined],
    ['are those of this Lease', [candidate('a', { lease: 'other' }), candidate('b')], ['b'], 'b'],
    [
      'come with the lowest emulation version first',
      [candidate('a'), candidate('b', { emulation: '1.35', binary: '1.37.0' })],
      ['b', 'a'],
      'b',
    ],
    [
      'then with the lowest binary version, as numbers',
      [candidate('a', { binary: '1.36.10' }), candidate('b', { binary: '1.36.9' })],
      ['b', 'a'],
      'b',
    ],
    [
      'then the oldest',
      [candidate('a', { created: '02:00:01' }), candidate('b', { created: '02:00:00' })],
      ['b', 'a'],
      'b',
    ],
    [
      'and one that does not answer its ping is not preferred',
      [candidate('a', { pinged: '02:59:00' }), candidate('b', { created: '02:10:00' })],
      ['a', 'b'],
      'b',
    ],
    [
      'but one that was asked just now still may answer',
      [candidate('a', { pinged: '02:59:58' })],
      ['a'],
      'a',
    ],
    [
      'nor is one that has renewed nothing for more than ten minutes',
      [candidate('a', { renewed: '02:49:00' }), candidate('b', { created: '02:10:00' })],
      ['a', 'b'],
      'b',
    ],
    ['may lack everything', [{ spec: { leaseName: 'reconciler' } }], [''], ''],
    [
      'that tell no version come last',
      [candidate('a', { emulation: 'x' }), candidate('b')],
      ['b', 'a'],
      'b',
    ],
  ];
  const lease = leaseFrom(rawLease({ spec: { strategy: 'OldestEmulationVersion' } }));
  for (const [title, value, order, preferred] of rows) {
    test(title, () => {
      const found = candidatesOf(lease, { seen: true, value }, NOW);
      assert.ok(found.seen);
      assert.deepEqual(
        found.value.all.map(({ name }) => name),
        order,
      );
      assert.equal(found.value.preferred, preferred);
    });
  }

  test('are preferred by nobody where the strategy is not known here', () => {
    const foreign = leaseFrom(rawLease({ spec: { strategy: 'example.com/Best' } }));
    const found = candidatesOf(foreign, { seen: true, value: [candidate('a')] }, NOW);
    assert.deepEqual(found.seen && found.value.preferred, undefined);
  });

  test('that could not be looked at are not none', () => {
    const why = 'cannot list leasecandidates (forbidden)';
    assert.deepEqual(candidatesOf(lease, { seen: false, why }, NOW), { seen: false, why });
  });
});
