import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leaseFrom } from '../../src/lease/lease.ts';
import { standing, type StandingWord } from '../../src/lease/standing.ts';
import type { Clock } from '../../src/lease/clock.ts';
import { SECOND } from '../../src/lease/time.ts';
import { clock, lease, type LeaseOptions } from './leases.ts';

const HOUR = 3600;
const ago = (seconds: number) => clock().now - seconds * SECOND;

describe('the standing of a Lease', () => {
  const rows: [
    title: string,
    options: LeaseOptions,
    expected: StandingWord,
    clock?: Partial<Clock>,
  ][] = [
    ['renewed within half its term is held', { stampedAgo: 7 }, 'held'],
    ['older than half its term is late', { stampedAgo: 8 }, 'late'],
    ['at the end of its term may still be held: late', { stampedAgo: 15 }, 'late'],
    ['certainly past its term has expired', { stampedAgo: 16 }, 'expired'],
    [
      'a heartbeat of 40 s is held at 20 s',
      { stampedAgo: 20, spec: { leaseDurationSeconds: 40 } },
      'held',
    ],
    ['with an empty holder is released', { spec: { holderIdentity: '' } }, 'released'],
    ['with no holder but a history is released', { spec: { holderIdentity: null } }, 'released'],
    [
      'with no holder and no history was never held',
      {
        spec: { holderIdentity: null, renewTime: null, acquireTime: null, leaseTransitions: null },
      },
      'never-held',
    ],
    ['without a term cannot be judged', { spec: { leaseDurationSeconds: null } }, 'unknown'],
    ['with a term of nought cannot be judged', { spec: { leaseDurationSeconds: 0 } }, 'unknown'],
    ['without renewTime cannot be judged', { spec: { renewTime: null } }, 'unknown'],
    [
      'without managedFields is not judged by its holder’s clock',
      { managedFields: false },
      'unknown',
    ],
    ['of a holder one hour behind is held', { skew: -HOUR }, 'held'],
    ['of a silent holder one hour behind has expired', { skew: -HOUR, stampedAgo: 60 }, 'expired'],
    ['of a holder one hour ahead is held', { skew: HOUR }, 'held'],
    [
      'of a silent holder one hour ahead is not known: the stamp may be old',
      { skew: HOUR, stampedAgo: 60 },
      'unknown',
    ],
    [
      'of a silent holder one hour ahead is not called late: the stamp may be old',
      { skew: HOUR, stampedAgo: 10 },
      'unknown',
    ],
    [
      'of a silent holder one hour ahead is late where the server is known to stamp',
      { skew: HOUR, stampedAgo: 10 },
      'late',
      { restamps: true },
    ],
    [
      'of a silent holder one hour ahead has expired where the server is known to stamp',
      { skew: HOUR, stampedAgo: 60 },
      'expired',
      { restamps: true },
    ],
    [
      'on a server before 1.25, which does not stamp, is not known',
      { stampedAgo: 0 },
      'unknown',
      { restamps: false },
    ],
    ['held all the time that gathering took is held', { stampedAgo: 7 }, 'held', { since: ago(7) }],
    [
      'expired before gathering began has expired',
      { stampedAgo: 99 },
      'expired',
      { since: ago(60) },
    ],
    [
      'that would expire while gathering went on is not known',
      { stampedAgo: 60 },
      'unknown',
      { since: ago(60) },
    ],
    [
      'released is released, whenever it was read',
      { spec: { holderIdentity: '' } },
      'released',
      { since: ago(60) },
    ],
  ];
  for (const [title, options, expected, changes] of rows) {
    test(title, () => {
      assert.equal(standing(lease(options), clock(changes)).word, expected);
    });
  }

  test('that is not known for the time that gathering took says how long that was', () => {
    const { why, renewedAgo } = standing(lease({ stampedAgo: 60 }), clock({ since: ago(60) }));
    assert.match(why ?? '', /^gathering took 60s, /);
    assert.equal(renewedAgo, undefined);
  });

  const LOCK = { leaseDurationSeconds: null, acquireTime: null, renewTime: null };
  const locks: [title: string, spec: Record<string, unknown>, expected: StandingWord][] = [
    ['without a term is held for as long as it names a holder', LOCK, 'held'],
    ['without a term is held whatever its times', { leaseDurationSeconds: null }, 'held'],
    ['with a term is judged by it', {}, 'held'],
    [
      'without a holder was released, for taking it made it',
      { ...LOCK, holderIdentity: null, leaseTransitions: null },
      'released',
    ],
    ['whose holder was emptied is not known', { ...LOCK, holderIdentity: '' }, 'unknown'],
  ];
  for (const [title, spec, expected] of locks) {
    test(`of a lock ${title}`, () => {
      assert.equal(standing(lease({ spec }), clock(), 'lock').word, expected);
    });
  }

  test('of a lock whose term is past has expired', () => {
    assert.equal(standing(lease({ stampedAgo: 60 }), clock(), 'lock').word, 'expired');
  });

  test('of a Lease with nothing in it at all is never held', () => {
    const { word, renewedAgo, expiresIn } = standing(leaseFrom({}), clock());
    assert.deepEqual(
      { word, renewedAgo, expiresIn },
      { word: 'never-held', renewedAgo: undefined, expiresIn: undefined },
    );
  });

  test('says the skew of the holder’s clock where both clocks are known', () => {
    assert.equal(standing(lease({ skew: -HOUR }), clock()).holderSkew, -HOUR);
    assert.equal(standing(lease({ skew: HOUR }), clock()).holderSkew, undefined);
    assert.equal(standing(lease({ skew: HOUR }), clock({ restamps: true })).holderSkew, HOUR);
  });

  const hanging: [title: string, options: LeaseOptions, expected: boolean, Partial<Clock>?][] = [
    ['of a right clock', {}, false],
    ['within what the steps of the clocks make', { skew: 2 }, false],
    ['of a holder ahead', { skew: 3 }, true],
    ['of a holder behind', { skew: -3 }, true],
    ['of a server that is known to stamp', { skew: HOUR }, false, { restamps: true }],
    ['of a server that is known not to', { skew: HOUR }, false, { restamps: false }],
    ['of a Lease that nobody holds', { skew: HOUR, spec: { holderIdentity: '' } }, false],
    ['without a stamp', { skew: HOUR, managedFields: false }, false],
    ['without renewTime', { spec: { renewTime: null } }, false],
  ];
  for (const [title, options, expected, changes] of hanging) {
    test(`${title} ${expected ? 'hangs' : 'does not hang'} on the server's version`, () => {
      assert.equal(standing(lease(options), clock(changes)).hangsOnVersion, expected);
    });
  }

  test('says why it is not known', () => {
    assert.equal(
      standing(lease({ spec: { renewTime: null } }), clock()).why,
      'it has no renewTime',
    );
  });
});
