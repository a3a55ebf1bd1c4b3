import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gapOf } from '../../src/lease/handover-gap.ts';
import { podFrom } from '../../src/lease/pod.ts';
import { judge } from '../../src/lease/verdict.ts';
import { clock, lease, type LeaseOptions } from './leases.ts';

type Expected = readonly [
  most: number | undefined,
  released: number | undefined,
  releases: unknown,
];

describe('nobody leads', () => {
  const rows: [title: string, options: LeaseOptions, flags: string[], expected: Expected][] = [
    ['for the term and two looks, or one look', {}, [], [23.8, 4.4, undefined]],
    [
      'by the flags of its Pod',
      { spec: { leaseDurationSeconds: 30 } },
      ['--lease-duration=30s', '--retry-period=3s'],
      [43.2, 6.6, undefined],
    ],
    [
      'for one look where it gives the Lease away',
      {},
      ['--leader-elect-release-on-cancel=true'],
      [23.8, 4.4, true],
    ],
    ['where a flag alone means yes', {}, ['--release-on-cancel'], [23.8, 4.4, true]],
    [
      'by the last of two flags',
      {},
      ['--release-on-cancel', '--release-on-cancel=false'],
      [23.8, 4.4, false],
    ],
    ['where a flag says neither', {}, ['--release-on-cancel=$(RELEASE)'], [23.8, 4.4, undefined]],
    [
      'as long as OpenShift’s candidates look',
      { spec: { leaseDurationSeconds: 137 } },
      [],
      [251.4, 57.2, true],
    ],
    [
      'nobody knows how long with a term that is nobody’s',
      { spec: { leaseDurationSeconds: 44 } },
      [],
      [undefined, undefined, undefined],
    ],
    [
      'as long as the control plane takes',
      { spec: { strategy: 'OldestEmulationVersion' } },
      [],
      [undefined, undefined, undefined],
    ],
  ];
  for (const [title, options, args, expected] of rows) {
    test(title, () => {
      const subject = lease(options);
      const pod = podFrom({ spec: { containers: [{ name: 'manager', args }] } });
      const gap = gapOf(subject, judge(subject, clock()), pod);
      assert.ok(gap);
      const rounded = [gap.most, gap.released].map((it) => it && Math.round(it * 10) / 10);
      assert.deepEqual([...rounded, gap.releases], expected);
    });
  }

  test('is not said of what is no election', () => {
    const heartbeat = lease({
      namespace: 'kube-node-lease',
      name: 'w1',
      owner: { kind: 'Node', name: 'w1' },
      spec: { holderIdentity: 'w1', leaseDurationSeconds: 40 },
    });
    assert.equal(gapOf(heartbeat, judge(heartbeat, clock()), undefined), undefined);
  });
});
