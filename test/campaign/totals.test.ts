// The totals: what they count, and which promises they find broken.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Run } from './scenario.ts';
import { medianOf, totals } from './totals.ts';

const evicted = (run: number, more: Partial<Run> = {}): Run => ({
  ...{ scenario: 'step-down/evict/6-4-1', group: 'step down, evict', run },
  ...{ began: '2026-08-11T08:00:00.000Z', took: 20, cast: '2 usual', ended: 'led 0' },
  ...{ figures: { stopped: 2, unled: 1, leaderIn: 3 }, planned: { unled: [0, 2] } },
  ...{ recorded: true, overlap: 0, broken: [] },
  ...more,
});

test('a row counts the runs of a group', () => {
  const { table, broken } = totals([evicted(0), evicted(1), evicted(2, { figures: {} })]);
  assert.deepEqual(broken, []);
  assert.deepEqual(
    table.split('\n').map((line) => line.trim().split(/ {2,}/)),
    [
      [
        ...['GROUP', 'RUNS', 'BROKEN', 'TWO LEADERS', 'AS NAMED', 'RECORDED', 'OLD STOPPED'],
        ...['NOBODY LED', 'NEXT LED IN', 'IN RANGE', 'OUTCOMES'],
      ],
      [
        ...['step down, evict', '3 of 3', '0', '0', '0', '3 of 3', '2.0/2.0/2.0 s'],
        ...['1.0/1.0/1.0 s', '3.0/3.0/3.0 s', '2 of 2', 'led 0: 3'],
      ],
      [''],
    ],
  );
});

describe('a broken promise is told', () => {
  const slow = { unled: 3.5, leaderIn: 7 };
  const cases: { title: string; runs: Run[]; words: string[] }[] = [
    {
      title: 'of one run',
      runs: [evicted(0, { broken: ['two leaders for 1 s: a and b'] })],
      words: ['step-down/evict/6-4-1 0: two leaders for 1 s: a and b'],
    },
    {
      title: 'of a run that could not be played',
      runs: [evicted(0), evicted(1, { failed: 'no Pod' })],
      words: ['step-down/evict/6-4-1 1 could not be played: no Pod'],
    },
    {
      title: 'of the medians and of the range of a group',
      runs: [evicted(0, { figures: slow }), evicted(1, { figures: slow }), evicted(2)],
      words: [
        'step down, evict: unled 3.5 s in the median, 3 s promised',
        'step down, evict: unled in the planned range 33 times of 100',
        'step down, evict: leaderIn 7.0 s in the median, 6 s promised',
      ],
    },
  ];
  for (const { title, runs, words } of cases) {
    test(title, () => {
      assert.deepEqual(totals(runs).broken, words);
    });
  }
});

test('the median of an even number is between the two in the middle', () => {
  assert.equal(medianOf([1, 2, 3]), 2);
  assert.equal(medianOf([1, 2, 4, 8]), 3);
  assert.equal(medianOf([]), undefined);
});
