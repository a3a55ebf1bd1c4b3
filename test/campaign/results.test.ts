// Results outlive their campaign: it goes on where it was.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { turnsOf } from './play.ts';
import { keyOf, openResults } from './results.ts';
import type { Run, Scenario } from './scenario.ts';

const run = (of: number, more: Partial<Run> = {}): Run => ({
  ...{ scenario: 'a/b', group: 'a', run: of, began: '2026-08-11T08:00:00.000Z', took: 1 },
  ...{ cast: '', ended: 'led 0', overlap: 0, broken: [] },
  ...more,
});

test('the last line of each run counts, and one that was cut off does not', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'results-'));
  t.after(() => {
    rmSync(folder, { recursive: true });
  });
  const results = openResults(join(folder, 'r.jsonl'));
  assert.deepEqual(results.runs(), []);
  results.add(run(0, { failed: 'no Pod' }), {});
  results.add(run(1, { broken: ['x'] }), { 'stderr.txt': 'fenced' });
  results.add(run(0), {});
  appendFileSync(results.path, '{"scenario":"a/b","ru');
  assert.deepEqual(
    openResults(results.path)
      .runs()
      .map(({ failed, ...it }) => [keyOf(it), failed]),
    [
      ['a/b#0', undefined],
      ['a/b#1', undefined],
    ],
  );
  assert.equal(
    readFileSync(join(`${results.path}.evidence`, 'a-b-1', 'stderr.txt'), 'utf8'),
    'fenced',
  );
});

test('the turns of scenarios are mixed, and no more than asked for', () => {
  const scenario = (name: string, runs: number): Scenario => ({
    ...{ name, group: name, runs },
    play: () => Promise.reject(new Error('not played here')),
  });
  const names = (most?: number) =>
    turnsOf([scenario('a', 2), scenario('b', 4)], most).map(
      (turn) => `${turn.scenario.name}${turn.run}`,
    );
  assert.deepEqual(names(), ['a0', 'b0', 'b1', 'a1', 'b2', 'b3']);
  assert.deepEqual(names(1), ['a0', 'b0']);
});
