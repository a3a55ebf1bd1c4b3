// Lines are broken between words, and what goes on stands below the words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Printable } from '../../src/view/escape.ts';
import { folded } from '../../src/view/folded.ts';

const CASES: readonly (readonly [title: string, page: string, columns: number, shown: string])[] = [
  ['a page that fits', 'Held by  nobody\n\nother\n', 15, 'Held by  nobody\n\nother\n'],
  ['words', 'Held by  a Pod that waits\n', 14, 'Held by  a Pod\n    that waits\n'],
  ['a line of its own each', 'one two\nthree four\n', 7, 'one two\nthree\n    four\n'],
  ['blanks before the first word', '      one two', 9, '      one\n    two'],
  ['a word that is too wide stays whole', 'at https://127.0.0.1', 9, 'at\n    https://127.0.0.1'],
  ['characters that take two columns', '漢字 漢字', 8, '漢字\n    漢字'],
  ['a terminal that tells no width', 'one two three', 0, 'one two three'],
];

for (const [title, page, columns, shown] of CASES) {
  test(`folded: ${title}`, () => {
    assert.equal(folded(page as Printable, columns, 4), shown);
  });
}
