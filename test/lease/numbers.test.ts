// Numbers that a Lease may hold and that no fence, patch or time may pass on.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { INT32_MAX, leaseFrom } from '../../src/lease/lease.ts';
import { formatMicroTime, parseTime } from '../../src/lease/time.ts';
import { fencePatch } from '../../src/operation/patches.ts';
import { noteOf } from './operations.ts';
import { planIn } from './plan-scene.ts';
import { HOLDER, live } from './plan-rows.ts';

const DAY = 86_400;

describe('the fence of a Lease with a lease duration', () => {
  const rows: [seconds: number, fence: number][] = [
    [1, 16],
    [15, 30],
    [137, 274],
    [1800, 3600],
    [1801, 3600],
    [3600, 3600],
    [7200, 7200],
    [DAY, DAY],
  ];
  for (const [seconds, fence] of rows) {
    test(`of ${seconds}s is ${fence}s long`, async () => {
      const plan = await planIn({ ...live, lease: { spec: { leaseDurationSeconds: seconds } } });
      assert.equal(plan.action === 'refuse' ? plan.why : plan.fenceSeconds, fence);
    });
  }

  for (const seconds of [DAY + 1, 10 * DAY, INT32_MAX]) {
    test(`of ${seconds}s is refused: it would keep every candidate out`, async () => {
      const plan = await planIn({ ...live, lease: { spec: { leaseDurationSeconds: seconds } } });
      assert.equal(plan.action, 'refuse');
      assert.match(plan.why, /^has a lease duration of \d+s: a fence would keep everybody out/);
    });
  }
});

describe('a number that no int32 field of Kubernetes can hold', () => {
  for (const value of [INT32_MAX + 1, 1e300, -1, 1.5, '15', null, {}, Number.NaN]) {
    test(`${JSON.stringify(value)} is no lease duration and no count of transitions`, () => {
      const spec = { leaseDurationSeconds: value, leaseTransitions: value };
      const lease = leaseFrom({ metadata: { name: 'a', namespace: 'b' }, spec });
      assert.equal(lease.durationSeconds, undefined);
      assert.equal(lease.transitions, undefined);
    });
  }

  test('a fence does not count beyond the largest count of transitions', () => {
    const lease = {
      metadata: { name: 'a', namespace: 'b', uid: 'u', resourceVersion: '7' },
      spec: { holderIdentity: HOLDER, leaseTransitions: INT32_MAX },
    };
    const patch = fencePatch(lease, noteOf({}), 30, 0);
    const ops = patch.type === 'json' ? patch.ops : [];
    assert.ok(ops.length > 0);
    const counts = ops.filter(({ op, path }) => op === 'add' && path.endsWith('Transitions'));
    assert.deepEqual(counts, []);
  });
});

describe('a year that RFC 3339 cannot write', () => {
  for (const text of [
    '9999-12-31T23:59:59-00:01',
    '9999-12-31T12:00:00-23:59',
    '0000-01-01T00:00:00+00:01',
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '-000001-12-31T00:00:00Z',
  ]) {
    test(`${text} is not read`, () => {
      assert.equal(parseTime(text), undefined);
    });
  }

  test('the last second of the last year is read and written', () => {
    const time = parseTime('9999-12-31T23:59:59Z');
    assert.ok(time !== undefined);
    assert.equal(formatMicroTime(time), '9999-12-31T23:59:59.000000Z');
  });

  test('a sum beyond the last year is written as its end', () => {
    assert.match(formatMicroTime(1e18), /^9999-12-31T23:59:59\.\d{6}Z$/);
  });
});
