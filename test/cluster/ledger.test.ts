// What a ledger's lines mean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaps, leadersAt, overlaps, seconds, spans } from './ledger.ts';

const ledger = (...lines: [number, string, string][]) =>
  lines.map(([milliseconds, id, what]) => `${milliseconds * 1000} ${id} ${what}\n`).join('');

test('the lines of one elector from start to stop are one span', () => {
  const text = ledger([100, 'a', 'start'], [120, 'a', 'work'], [140, 'a', 'stop']);
  assert.deepEqual(spans(text), [{ id: 'a', from: 100_000, to: 140_000 }]);
});

test('an elector that was silent, as a frozen one is, did not work meanwhile', () => {
  const text = ledger(
    [0, 'a', 'start'],
    [20, 'a', 'work'],
    [9000, 'a', 'work'],
    [9020, 'a', 'stop'],
  );
  assert.deepEqual(spans(text), [
    { id: 'a', from: 0, to: 20_000 },
    { id: 'a', from: 9_000_000, to: 9_020_000 },
  ]);
});

test('a second start of the same identity begins a new span', () => {
  const text = ledger([0, 'a', 'start'], [20, 'a', 'work'], [60, 'a', 'start'], [80, 'a', 'work']);
  assert.equal(spans(text).length, 2);
});

test('a line that is cut off is not read', () => {
  assert.deepEqual(spans('1000 a start\n2000 a wo'), [{ id: 'a', from: 1000, to: 1000 }]);
});

test('two electors that work at the same time overlap', () => {
  const text = ledger(
    ...[0, 20, 40, 60].map((at): [number, string, string] => [at, 'a', 'work']),
    ...[30, 50, 70].map((at): [number, string, string] => [at, 'b', 'work']),
  );
  assert.deepEqual(overlaps(spans(text)), [{ ids: ['a', 'b'], from: 30_000, to: 60_000 }]);
  assert.deepEqual(leadersAt(spans(text), 45_000), ['a', 'b']);
});

test('one elector after the other leaves a gap and no overlap', () => {
  const text = ledger(
    [0, 'a', 'start'],
    [20, 'a', 'stop'],
    [2020, 'b', 'start'],
    [2040, 'b', 'work'],
  );
  assert.deepEqual(overlaps(spans(text)), []);
  assert.deepEqual(gaps(spans(text)), [{ from: 20_000, to: 2_020_000 }]);
  assert.equal(seconds(gaps(spans(text))), 2);
  assert.deepEqual(leadersAt(spans(text), 1_000_000), []);
});

test('an empty ledger has neither spans nor gaps', () => {
  assert.deepEqual(spans(''), []);
  assert.deepEqual(gaps([]), []);
});
