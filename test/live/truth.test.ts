// The judge of the verdicts, judged.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SECOND, type Micros } from '../../src/lease/time.ts';
import { isRightSkew, rightWords, type Write } from './truth.ts';

const START: Micros = 1_795_590_000 * SECOND;

/** Seconds after the start. */
const at = (seconds: number): Micros => START + seconds * SECOND;

/** Answered within 10 ms, by a holder whose clock is so many seconds ahead. */
function write(seconds: number, skew = 0): Write {
  return { received: at(seconds), answered: at(seconds + 0.01), renewTime: at(seconds + skew) };
}

const TERM = 20;

describe('of a Lease with a term of 20 s, written at 0 and 2 s,', () => {
  const writes = [write(0), write(2)];
  const rows: [title: string, from: number, to: number, expected: string][] = [
    ['held alone is right soon after', 4, 4.1, 'held'],
    ['held or late is right at half the term', 12, 12.1, 'held late'],
    ['held is still right two seconds later', 13.9, 14, 'held late'],
    ['late alone is right after that', 14.1, 14.2, 'late'],
    ['late or expired is right at its end', 22, 22.1, 'late expired'],
    ['expired alone is right after that', 24.1, 24.2, 'expired'],
    ['all that may have been seen while somebody looked is right', 5, 30, 'held late expired'],
    ['what was before the last write is right as long as it may have been seen', 1, 1.5, 'held'],
  ];
  for (const [title, from, to, expected] of rows) {
    test(title, () => {
      const words = rightWords(writes, TERM, { from: at(from), to: at(to) });
      assert.deepEqual([...words].join(' '), expected);
    });
  }
});

test('a silent holder that renews while somebody looks was expired, and is held', () => {
  const writes = [write(0), write(40)];
  const words = rightWords(writes, TERM, { from: at(39.9), to: at(40.1) });
  assert.deepEqual([...words], ['expired', 'held']);
});

test('nothing is right of a Lease that was not written yet', () => {
  assert.equal(rightWords([write(5)], TERM, { from: at(1), to: at(2) }).size, 0);
});

describe('the skew of a holder an hour ahead', () => {
  const span = { from: at(1), to: at(2) };
  const rows: [told: number, expected: boolean][] = [
    [3600, true],
    [3600.9, true],
    [3598.9, false],
    [3601.1, false],
    [0, false],
    [-3600, false],
  ];
  for (const [told, expected] of rows) {
    test(`is ${expected ? '' : 'not '}told by ${told} s`, () => {
      assert.equal(isRightSkew([write(0, 3600)], told, span), expected);
    });
  }
});
