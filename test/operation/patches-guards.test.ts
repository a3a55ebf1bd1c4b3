// Whether a patch is kept from a Lease that is no longer what it was made for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { object, type RawObject } from '../../src/lease/lease.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import { NOW } from '../lease/leases.ts';
import { diceOf } from '../live/dice.ts';
import { applied } from './patched.ts';
import { randomLease } from './random-leases.ts';
import { withSpec, WRITES } from './writes.ts';

describe('a patch meets another Lease than it was made for', () => {
  const later = formatMicroTime(NOW + SECOND);
  const changes: readonly (readonly [
    title: string,
    keeps: readonly string[],
    change: RawObject,
  ])[] = [
    ['it is held by somebody else', ['the record'], { holderIdentity: 'another' }],
    ['it was acquired anew', ['its', 'the wish', 'the record'], { acquireTime: later }],
    ['a transition was counted', ['its', 'the wish', 'the record'], { leaseTransitions: 4711 }],
  ];
  for (const [title, keeps, change] of changes) {
    for (const { title: write, patch, made } of WRITES) {
      const passes = keeps.some((it) => write.includes(it));
      test(`${title}: ${write} is ${passes ? 'taken' : 'refused'}`, () => {
        const whole = { acquireTime: formatMicroTime(NOW), leaseTransitions: 3 };
        const before = made(withSpec(randomLease(diceOf(8)), whole));
        const metadata = { ...object(before['metadata']), resourceVersion: 'next' };
        const now = withSpec({ ...before, metadata }, change);
        assert.equal('raw' in applied(now, patch(before)), passes);
      });
    }
  }

  for (const { title: write, patch, made } of WRITES) {
    test(`it was deleted and made anew: ${write} is refused`, () => {
      const before = made(randomLease(diceOf(9)));
      const metadata = { uid: 'another', resourceVersion: '1' };
      assert.ok('status' in applied({ ...before, metadata }, patch(before)));
    });
  }
});
