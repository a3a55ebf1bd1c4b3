import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanDuration } from '../../src/view/duration.ts';

/** From apimachinery's own duration.HumanDuration. */
const VECTORS = `
-2 <invalid>|-1.9 0s|0 0s|119 119s|120 2m|125 2m5s|599 9m59s|600 10m|10799 179m|10800 3h|10860 3h1m
28799 7h59m|28800 8h|172799 47h|172800 2d|176400 2d1h|691199 7d23h|691200 8d|63071999 729d
63072000 2y|63158400 2y1d|252288000 8y`;

for (const [, seconds = '', expected] of VECTORS.matchAll(/([-.\d]+) ([^|\n]+)/g)) {
  test(`${seconds} seconds are ${expected ?? ''}, as kubectl says`, () => {
    assert.equal(humanDuration(Number(seconds)), expected);
  });
}

test('an age that is not known is said so', () => {
  assert.equal(humanDuration(undefined), '<unknown>');
});
