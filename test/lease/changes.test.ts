import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Changes, type Change } from '../../src/lease/changes.ts';
import { leaseFrom } from '../../src/lease/lease.ts';
import type { LeaseItem } from '../../src/lease/evidence.ts';
import { SECOND } from '../../src/lease/time.ts';
import { clock, NOW, rawLease, type LeaseOptions } from './leases.ts';

function item(options?: LeaseOptions): LeaseItem {
  const raw = rawLease(options);
  return { raw, lease: leaseFrom(raw) };
}

/** The clock that many seconds after NOW. */
const after = (seconds: number) => clock({ now: NOW + seconds * SECOND });

function told(changes: readonly Change[]): string[] {
  return changes.map(({ lease, verdict, deleted }) =>
    [lease.ref.name, verdict.holder.name, deleted ? 'deleted' : verdict.standing.word].join(' '),
  );
}

const HELD = 'reconciler reconciler-5dd487bb7b-5ffjv held';

describe('a watched list', () => {
  test('tells each Lease once, when it is first listed', () => {
    const changes = new Changes();
    assert.deepEqual(told(changes.replace([item(), item({ name: 'b' })], clock())), [
      HELD,
      'b reconciler-5dd487bb7b-5ffjv held',
    ]);
    assert.deepEqual(told(changes.replace([item(), item({ name: 'b' })], clock())), []);
  });

  const rows: [title: string, options: LeaseOptions, expected: string[]][] = [
    ['says nothing of a mere renewal', { stampedAgo: 0 }, []],
    ['tells a new holder', { spec: { holderIdentity: 'other' } }, ['reconciler other held']],
    [
      'tells the same name in a new process',
      { spec: { holderIdentity: 'reconciler-5dd487bb7b-5ffjv' } },
      [HELD],
    ],
    ['tells a transition back to the same holder', { spec: { leaseTransitions: 5 } }, [HELD]],
    ['tells a release', { spec: { holderIdentity: '' } }, ['reconciler  released']],
    ['tells a Lease that is new', { name: 'c' }, ['c reconciler-5dd487bb7b-5ffjv held']],
  ];
  for (const [title, options, expected] of rows) {
    test(title, () => {
      const changes = new Changes();
      changes.replace([item()], clock());
      assert.deepEqual(told(changes.set(item(options), clock())), expected);
    });
  }

  test('names a holder that grew silent, to be read anew: late, then expired', () => {
    const changes = new Changes();
    changes.replace([item({ stampedAgo: 0 })], clock());
    const seen = Array.from({ length: 30 }, (_, second) =>
      changes
        .due(after(second))
        .flatMap((due) => told(changes.set(due, after(second))))
        .map((line) => `${second}: ${line.split(' ').at(-1) ?? ''}`),
    );
    assert.deepEqual(seen.flat(), ['8: late', '16: expired']);
  });

  test('believes no event that makes a holder look silent: it may be an old one', () => {
    const changes = new Changes();
    changes.replace([item({ stampedAgo: 0 })], clock());
    assert.deepEqual(told(changes.written(item({ stampedAgo: -5 }), after(15))), []);
    assert.equal(changes.due(after(15)).length, 1);
    assert.deepEqual(told(changes.set(item({ stampedAgo: -14 }), after(15))), []);
    assert.deepEqual(changes.due(after(15)), []);
  });

  test('tells a new holder although the event that brought it is old', () => {
    const changes = new Changes();
    changes.replace([item({ stampedAgo: 0 })], clock());
    const other = item({ stampedAgo: 0, spec: { holderIdentity: 'other' } });
    assert.equal(changes.written(other, after(10)).length, 1);
  });

  test('tells that a late holder is back', () => {
    const changes = new Changes();
    changes.replace([item({ stampedAgo: 10 })], clock());
    assert.deepEqual(told(changes.written(item({ stampedAgo: 0 }), clock())), [HELD]);
  });

  test('tells a Lease that was deleted, once', () => {
    const changes = new Changes();
    changes.replace([item()], clock());
    const gone = 'reconciler reconciler-5dd487bb7b-5ffjv deleted';
    assert.deepEqual(told(changes.delete(item(), clock())), [gone]);
    assert.deepEqual(told(changes.delete(item(), clock())), []);
  });

  test('after a gap tells what happened in it, and no row again', () => {
    const changes = new Changes();
    changes.replace([item(), item({ name: 'b' }), item({ name: 'c' })], clock());
    const now = [item(), item({ name: 'b', spec: { holderIdentity: 'other' } })];
    assert.deepEqual(told(changes.replace(now, clock())), [
      'c reconciler-5dd487bb7b-5ffjv deleted',
      'b other held',
    ]);
  });
});
