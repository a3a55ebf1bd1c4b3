import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatMicroTime, parseTime } from '../../src/lease/time.ts';

describe('a time of Kubernetes', () => {
  const rows: [title: string, text: unknown, expected: number | undefined][] = [
    ['keeps its microseconds', '2026-11-25T03:04:05.678901Z', 1795575845678901],
    ['may have no fraction', '2026-11-25T03:04:05Z', 1795575845000000],
    ['may have a shorter fraction', '2026-11-25T03:04:05.5Z', 1795575845500000],
    ['is cut at microseconds', '2026-11-25T03:04:05.678901999Z', 1795575845678901],
    ['may carry an offset', '2026-11-25T04:04:05.000001+01:00', 1795575845000001],
    ['that is no time is absent', 'yesterday', undefined],
    ['with a thirteenth month is absent', '2026-13-01T00:00:00Z', undefined],
    ['that is null is absent', null, undefined],
    ['that is a number is absent', 5, undefined],
    ['of a million digits is absent', `2026-11-25T03:04:05.${'1'.repeat(1e6)}Z`, undefined],
  ];
  for (const [title, text, expected] of rows) {
    test(title, () => {
      assert.equal(parseTime(text), expected);
    });
  }

  test('is written with exactly six fractional digits', () => {
    assert.equal(formatMicroTime(1795575845000001), '2026-11-25T03:04:05.000001Z');
    assert.equal(formatMicroTime(1795575845000000), '2026-11-25T03:04:05.000000Z');
    assert.equal(formatMicroTime(-1), '1969-12-31T23:59:59.999999Z');
  });
});
