// Who led, process by process, from the text of a ledger.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stints, succession } from './stints.ts';

const SECOND = 1_000_000;

/** "a 0 2": a is elected at second 0 and works until second 2; "a+": it works on without an election. */
function ledger(...pieces: string[]): string {
  const lines = pieces.flatMap((piece) => {
    const [id = '', from, to] = piece.split(' ');
    const times = [];
    for (let at = Number(from) * SECOND; at <= Number(to) * SECOND; at += SECOND / 10)
      times.push(at);
    return times.map((at, index) => ({
      at,
      line: `${at} ${id.replace('+', '')} ${index === 0 && !id.endsWith('+') ? 'start' : 'work'}\n`,
    }));
  });
  return lines
    .sort((a, b) => a.at - b.at)
    .map(({ line }) => line)
    .join('');
}

describe('what came of a leader that lost its Lease at second 2', () => {
  const cases = [
    {
      title: 'another took over',
      of: ['a 0 3', 'b 4 6'],
      old: 'a 1',
      stopped: 3,
      next: 'b 1',
      on: 0,
    },
    { title: 'nobody did', of: ['a 0 3'], old: 'a 1', stopped: 3, next: undefined, on: 0 },
    {
      title: 'a new process of its name did',
      of: ['a 0 3', 'a 4 6'],
      old: 'a 1',
      stopped: 3,
      next: 'a 2',
      on: 0,
    },
    {
      title: 'it went on beside another',
      of: ['a 0 5', 'b 3 6'],
      old: 'a 1',
      stopped: 5,
      next: 'b 1',
      on: 1,
    },
    {
      title: 'it woke up beside another',
      of: ['a 0 1', 'a+ 4 5', 'b 3 6'],
      old: 'a 1',
      stopped: 1,
      next: 'b 1',
      on: 1,
    },
    {
      title: 'it had stopped before',
      of: ['b 0 0.5', 'a 1 1.5', 'b 4 6'],
      old: 'a 1',
      stopped: 1.5,
      next: 'b 2',
      on: 0,
    },
  ];
  for (const { title, of, old, stopped, next, on } of cases) {
    test(title, () => {
      const found = succession(stints(ledger(...of)), 2 * SECOND);
      const named = (stint = found.old) => stint && `${stint.id} ${stint.election}`;
      assert.equal(named(found.old), old);
      assert.equal((found.stopped ?? 0) / SECOND, stopped);
      assert.equal(found.next && named(found.next), next);
      assert.equal(found.wentOn.length, on);
    });
  }

  test('it went on, although its Lease was freed for another', () => {
    const { next, wentOn } = succession(stints(ledger('a 0 6')), 2 * SECOND, 4 * SECOND);
    assert.equal(next, undefined);
    assert.equal(wentOn.length, 1);
  });
});
