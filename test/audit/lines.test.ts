import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lineSplitter } from '../../src/audit/lines.ts';
import { diceOf } from '../live/dice.ts';

/** What the splitter hands over; "too long" stands for a line that it does not. */
function split(chunks: readonly string[], longest?: number): string[] {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line?.toString() ?? 'too long'), longest);
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

describe('the splitter of lines', () => {
  const rows: [title: string, chunks: string[], expected: string[], longest?: number][] = [
    ['of nothing hands over nothing', [], []],
    ['ends a line at its newline', ['a\nb\n'], ['a', 'b']],
    ['ends the last line at the end', ['a\nb'], ['a', 'b']],
    ['joins a line of several chunks', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['hands over empty lines, so that numbers are right', ['\n\na\n'], ['', '', 'a']],
    ['takes a newline that begins a chunk', ['a', '\nb'], ['a', 'b']],
    ['hands over a line of just the longest length', ['abcd\nx'], ['abcd', 'x'], 4],
    ['says of a longer one that it is too long', ['abcde\nx'], ['too long', 'x'], 4],
    ['says so once, whatever it is made of', ['abc', 'de', 'fg\nx\n'], ['too long', 'x'], 4],
    ['says so of the last line too', ['x\nabcde'], ['x', 'too long'], 4],
  ];
  for (const [title, chunks, expected, longest] of rows) {
    test(title, () => {
      assert.deepEqual(split(chunks, longest), expected);
    });
  }

  test('cuts at the same places, however a text comes', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const dice = diceOf(seed);
      const text = Array.from({ length: dice.roll(60) }, () =>
        dice.pick(['a', 'é', '\n', '\r']),
      ).join('');
      const bytes = Buffer.from(text);
      const chunks: Buffer[] = [];
      for (let at = 0; at < bytes.length;) {
        const end = at + 1 + dice.roll(5);
        chunks.push(bytes.subarray(at, end));
        at = end;
      }
      const lines: Buffer[] = [];
      const splitter = lineSplitter((line) => lines.push(Buffer.from(line ?? 'too long')));
      for (const chunk of chunks) splitter.push(chunk);
      splitter.end();
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      assert.deepEqual(lines.map(String), expected, `seed ${seed}`);
    }
  });

  test('does not keep a chunk whose memory is used again', () => {
    const lines: string[] = [];
    const splitter = lineSplitter((line) => lines.push(String(line)));
    const chunk = Buffer.from('half');
    splitter.push(chunk);
    chunk.fill('x');
    splitter.push(Buffer.from('-line\n'));
    assert.deepEqual(lines, ['half-line']);
  });

  test('holds no more than a line of the longest length of one that has 600 MB', () => {
    const chunk = Buffer.alloc(1024 * 1024, 'a');
    let taken = 0;
    const splitter = lineSplitter((line) => {
      assert.equal(line, undefined);
      taken += 1;
    });
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let megabytes = 0; megabytes < 600; megabytes++) {
      splitter.push(chunk);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    splitter.end();
    assert.equal(taken, 1);
    assert.ok(most < 40 * 1024 * 1024, `held ${most} bytes`);
  });
});
