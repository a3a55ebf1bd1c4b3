// What a verdict hangs on is asked for: the server's version, then whether the Lease is renewed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assured } from '../../src/lease/assured.ts';
import type { Watched } from '../../src/lease/evidence.ts';
import { leaseFrom } from '../../src/lease/lease.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import { clock, NOW, rawLease, type LeaseOptions } from './leases.ts';

interface Row {
  readonly options: LeaseOptions;
  readonly minor?: number;
  /** Seconds after NOW at which it is renewed, and until which it is watched; not at all: forbidden. */
  readonly watched?: { readonly renewed?: number; readonly until: number };
  readonly expected: readonly [word: string, basis: string | undefined, asked: string];
}

function watchedOf(
  options: LeaseOptions,
  { renewed, until }: { renewed?: number; until: number },
): Watched {
  const renewTime = formatMicroTime(NOW + (renewed ?? 0) * SECOND);
  const later = rawLease({ ...options, spec: { ...options.spec, renewTime } });
  return {
    sightings: [
      { raw: rawLease(options), at: NOW },
      ...(renewed === undefined ? [] : [{ raw: later, at: NOW + renewed * SECOND }]),
    ],
    until: NOW + until * SECOND,
  };
}

const ahead = { skew: 3600, stampedAgo: 60 };
const bare = { managedFields: false };

describe('a Lease is judged', () => {
  const rows: [title: string, row: Row][] = [
    [
      'without a question where its stamps tell',
      { options: {}, expected: ['held', 'managed-fields', ''] },
    ],
    [
      'by the version where its holder may be an hour ahead',
      { options: ahead, minor: 36, expected: ['expired', 'managed-fields', 'version watched'] },
    ],
    [
      'by watching where the server does not stamp: renewed, so held',
      {
        options: ahead,
        minor: 20,
        watched: { renewed: 2, until: 2 },
        expected: ['held', 'watched', 'version watched'],
      },
    ],
    [
      'by watching where there are no stamps: silent for a whole term, so expired',
      { options: bare, watched: { until: 16 }, expected: ['expired', 'watched', 'watched'] },
    ],
    [
      'as held where it is seen to be renewed, although its stamp is past its lease duration',
      {
        options: { stampedAgo: 60 },
        watched: { renewed: 2, until: 2 },
        expected: ['held', 'watched', 'watched'],
      },
    ],
    [
      'as late where it was seen to be renewed, and then not for half of its lease duration',
      {
        options: { stampedAgo: 60 },
        watched: { renewed: 1, until: 10 },
        expected: ['late', 'watched', 'watched'],
      },
    ],
    [
      'as expired where it was seen to be renewed, and then not for its lease duration',
      {
        options: { stampedAgo: 60 },
        watched: { renewed: 1, until: 18 },
        expected: ['expired', 'watched', 'watched'],
      },
    ],
    [
      'as expired by its stamps where nobody renews it while it is watched',
      {
        options: { stampedAgo: 60 },
        watched: { until: 5 },
        expected: ['expired', 'managed-fields', 'watched'],
      },
    ],
    [
      'as expired by its stamps where it may not be watched',
      { options: { stampedAgo: 60 }, expected: ['expired', 'managed-fields', 'watched'] },
    ],
    [
      'as unknown where a term is too long to be watched',
      {
        options: { ...bare, spec: { leaseDurationSeconds: 3600 } },
        watched: { until: 20 },
        expected: ['unknown', 'renew-time', 'watched'],
      },
    ],
    [
      'as unknown where it may not be watched',
      { options: bare, expected: ['unknown', 'renew-time', 'watched'] },
    ],
    [
      'as unknown, without watching, where it has no term',
      {
        options: { spec: { leaseDurationSeconds: null } },
        expected: ['unknown', 'managed-fields', ''],
      },
    ],
  ];
  for (const [title, { options, minor, watched, expected }] of rows) {
    test(title, async () => {
      const asked: string[] = [];
      const raw = rawLease(options);
      const read = clock({ restamps: undefined });
      const { verdict } = await assured({ raw, lease: leaseFrom(raw) }, read, {
        version: () => {
          asked.push('version');
          const value = { major: 1, minor, gitVersion: undefined };
          return Promise.resolve({ seen: true, value });
        },
        watched: () => {
          asked.push('watched');
          return Promise.resolve(
            watched === undefined
              ? { seen: false, why: 'forbidden' }
              : { seen: true, value: watchedOf(options, watched) },
          );
        },
      });
      assert.deepEqual([verdict.standing.word, verdict.standing.basis, asked.join(' ')], expected);
    });
  }
});
