// How a Lease is timed: from its Pod's flags, by convention, and as it was seen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { containersFrom } from '../../src/lease/container.ts';
import { leaseFrom } from '../../src/lease/lease.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import { renewalsIn, timingOf } from '../../src/lease/timing.ts';
import { judge } from '../../src/lease/verdict.ts';
import { clock, NOW, rawLease, type LeaseOptions } from './leases.ts';

function timing(options: LeaseOptions, args: string[] = []) {
  const lease = leaseFrom(rawLease(options));
  const containers = containersFrom({ containers: [{ name: 'm', args }] }, {});
  const unseen = { seen: false, why: 'not watched' } as const;
  return timingOf(lease, judge(lease, clock()), containers, unseen);
}

describe('the timing of a Lease', () => {
  const rows: [
    title: string,
    options: LeaseOptions,
    args: string[],
    expected: [period: unknown, takeover: unknown, downtime: unknown],
  ][] = [
    ["is client-go's usual for 15 s", {}, [], [2, 23.8, 8]],
    ["is OpenShift's for 137 s", { spec: { leaseDurationSeconds: 137 } }, [], [26, 251.4, 81]],
    [
      'is not guessed for a term that nobody is known for',
      { spec: { leaseDurationSeconds: 17 } },
      [],
      [undefined, undefined, undefined],
    ],
    [
      'is not guessed where there is no term',
      { spec: { leaseDurationSeconds: null } },
      [],
      [undefined, undefined, undefined],
    ],
    [
      'is what the flags of its Pod say',
      { spec: { leaseDurationSeconds: 17 } },
      [
        '--leader-elect-lease-duration=17s',
        '--leader-elect-renew-deadline=15s',
        '--leader-elect-retry-period=5s',
      ],
      [5, 39, 10],
    ],
    [
      'is not what flags say that contradict the Lease: they are about another one',
      {},
      ['--lease-duration=1m', '--renew-deadline=40s', '--retry-period=15s'],
      [2, 23.8, 8],
    ],
    [
      'is in the units of Go',
      { spec: { leaseDurationSeconds: 90 } },
      ['--lease-duration', '1m30s', '--retry-period=500ms'],
      [0.5, 92.2, undefined],
    ],
    [
      'is a quarter of the term for a heartbeat, which nobody takes over',
      {
        namespace: 'kube-node-lease',
        name: 'worker-1',
        owner: { kind: 'Node', name: 'worker-1' },
        spec: { holderIdentity: 'worker-1', leaseDurationSeconds: 40 },
      },
      [],
      [10, undefined, undefined],
    ],
  ];
  for (const [title, options, args, [period, takeover, downtime]] of rows) {
    test(title, () => {
      const { declared, worstTakeover, toleratedDowntime } = timing(options, args);
      const rounded = worstTakeover === undefined ? undefined : Math.round(worstTakeover * 10) / 10;
      assert.deepEqual(
        [declared?.retryPeriod, rounded, toleratedDowntime],
        [period, takeover, downtime],
      );
    });
  }
});

describe('renewals as seen', () => {
  const sighting = (seconds: number, spec: Record<string, unknown> = {}) => ({
    raw: rawLease({
      spec: { renewTime: formatMicroTime(NOW + seconds * SECOND), ...spec },
    }),
    at: NOW + seconds * SECOND,
  });
  const other = { holderIdentity: 'other' };
  const rows: [title: string, sightings: ReturnType<typeof sighting>[], expected: unknown][] = [
    ['are none where nothing was seen', [], undefined],
    [
      'are none where it was not written',
      [sighting(0)],
      { count: 0, least: 0, most: 0, watched: 5 },
    ],
    [
      'have a least and a most',
      [sighting(0), sighting(2), sighting(4.5)],
      { count: 2, least: 2, most: 2.5, watched: 5 },
    ],
    [
      'do not count a write that renewed nothing',
      [sighting(0), sighting(0, { leaseTransitions: 9 }), sighting(2)],
      { count: 1, least: 2, most: 2, watched: 5 },
    ],
    [
      'do not count a change of the holder',
      [sighting(0), sighting(2, other), sighting(2.1, other), sighting(4.1, other)],
      { count: 1, least: 2, most: 2, watched: 5 },
    ],
  ];
  for (const [title, sightings, expected] of rows) {
    test(title, () => {
      assert.deepEqual(renewalsIn({ sightings, until: NOW + 5 * SECOND }), expected);
    });
  }
});
