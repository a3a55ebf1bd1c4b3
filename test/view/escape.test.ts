import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { escapeCell, escapeQuoted, escapeText } from '../../src/view/escape.ts';

describe('foreign text', () => {
  const rows: [title: string, text: string, expected: string][] = [
    ['that is plain stays as it is', 'cp-1_0f2e', 'cp-1_0f2e'],
    ['in Japanese stays as it is', '日本語', '日本語'],
    ['with an emoji stays as it is', 'a👍b', 'a👍b'],
    ['with ESC shows it as kubectl does', '\u001b[31mred', '^[[31mred'],
    ['with a line break shows it', 'a\nb', 'a\\nb'],
    ['with CR shows it', 'a\rb', 'a\\rb'],
    ['with BEL shows it', 'a\u0007', 'a\\u{7}'],
    ['with C1 shows it', 'a\u009b31m', 'a\\u{9b}31m'],
    ['with a bidi override shows it', 'a\u202eb', 'a\\u{202e}b'],
    ['with half a surrogate pair shows it', 'a\ud83d', 'a\\u{d83d}'],
    ['with a zero-width space shows it', 'a\u200bb', 'a\\u{200b}b'],
    ['of a million characters is cut', 'x'.repeat(1e6), `${'x'.repeat(512)}...`],
  ];
  for (const [title, text, expected] of rows) {
    test(title, () => {
      assert.equal(escapeText(text), expected);
    });
  }

  test('in a table cell ends at the first line break, as in kubectl', () => {
    assert.equal(escapeCell('line1\nline2'), 'line1...');
    assert.equal(escapeCell('日本語'), '日本語');
  });

  test('in a document stays the same text to a parser', () => {
    const hostile = 'a\u202e\u009b\u007f\u001b\n"b"\\';
    assert.equal(JSON.parse(escapeQuoted(JSON.stringify(hostile), 'json')), hostile);
    assert.match(escapeQuoted(JSON.stringify(hostile), 'json'), /^[ -~]*$/);
  });

  test('of a hundred thousand blanks is escaped at once', () => {
    const started = performance.now();
    escapeCell(' '.repeat(1e5));
    assert.ok(performance.now() - started < 100);
  });
});
