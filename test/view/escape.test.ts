import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quotedLines } from '../../src/text.ts';
import { formatDocument } from '../../src/view/document.ts';
import { escapeCell, escapeQuoted, escapeText } from '../../src/view/escape.ts';
import { parseYaml } from '../../src/yaml.ts';

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
    ['with tags that nobody sees shows them', 'a\u{e0041}', 'a\\u{e0041}'],
    ['with a blank that a font does not draw shows it', 'a\u3164', 'a\\u{3164}'],
    ['with a selector behind an emoji stays as it is', '⚠\ufe0f', '⚠\ufe0f'],
    ['with an accent stays as it is', 'e\u0301', 'e\u0301'],
    ['with a mark on our quotation mark shows it', '"\u0301', '"\\u{301}'],
    [
      'with five marks on a letter shows the fifth',
      `e${'\u0301'.repeat(5)}`,
      `e${'\u0301'.repeat(4)}\\u{301}`,
    ],
    [
      'of a million characters loses its middle, and says how much',
      'x'.repeat(1e6),
      `${'x'.repeat(384)}...[999488 characters cut]...${'x'.repeat(128)}`,
    ],
    [
      'of a million escapes says how many characters were cut, not how many escapes',
      '\u001b'.repeat(1e6),
      `${'^['.repeat(192)}...[999744 characters cut]...${'^['.repeat(64)}`,
    ],
  ];
  for (const [title, text, expected] of rows) {
    test(title, () => {
      assert.equal(escapeText(text), expected);
      assert.equal(escapeText(expected), expected, 'text that was escaped stays as it is');
    });
  }

  test('in a table cell ends at the first line break, as in kubectl', () => {
    assert.equal(escapeCell('line1\nline2'), 'line1...');
    assert.equal(escapeCell('日本語'), '日本語');
  });

  test('in a table cell shows blanks in a row, which look like the end of a column', () => {
    assert.equal(escapeCell('pod   held'), String.raw`pod \u{20}\u{20}held`);
    assert.equal(escapeCell('one pod'), 'one pod');
  });

  test('in a document stays the same text to a parser', () => {
    const hostile = 'a\u202e\u009b\u007f\u001b\n"b"\\';
    assert.equal(JSON.parse(escapeQuoted(JSON.stringify(hostile), 'json')), hostile);
    assert.match(escapeQuoted(JSON.stringify(hostile), 'json'), /^[ -~]*$/);
  });

  test('in a document stays the same text where a character takes two units', () => {
    const hostile = 'a\u{e0041}b\u{10fffe}';
    for (const format of ['json', 'yaml'] as const) {
      const text = formatDocument({ hostile }, format);
      assert.match(text, /^[\n -~]*$/);
      assert.deepEqual(parseYaml(text), [{ hostile }]);
    }
  });

  test('that is half of a surrogate pair is U+FFFD in YAML, which has no escape for it', () => {
    assert.equal(formatDocument({ a: '\ud83d' }, 'yaml'), 'a: \ufffd\n');
  });

  test('of several lines is quoted line by line, and only as many as a person reads', () => {
    assert.deepEqual(quotedLines('denied: a\r\n\nerror: b\n'), ['denied: a', '  | error: b']);
    const many = quotedLines('line\n'.repeat(100));
    assert.equal(many.length, 42);
    assert.equal(many.at(-1), '  | [294 more characters]');
  });

  test('of a hundred thousand blanks is escaped at once', () => {
    const started = performance.now();
    escapeCell(' '.repeat(1e5));
    assert.ok(performance.now() - started < 100);
  });
});
