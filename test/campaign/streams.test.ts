// Streams are looked through for control characters and for secrets.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brokenByText } from './streams.ts';

describe('a text', () => {
  const cases: [title: string, text: string, words: string[]][] = [
    ['of lines and tabs is clean', '  0.0s  fenced\n\treleased\n', []],
    [
      'with an escape sequence is not',
      'a\u001b[2Jb',
      ['a control character in a stream: "\\u001b"'],
    ],
    ['with a carriage return is not', 'a\rb', ['a control character in a stream: "\\r"']],
    ['with a C1 control is not', 'a\u009bb', ['a control character in a stream: "\u009b"']],
    ['with a bidi override is not', 'a\u202eb', ['a control character in a stream: "\u202e"']],
    ['with a token tells a secret', 'authorization: Bearer abc', ['a secret in a stream']],
    ['with a JSON web token does', 'x eyJhbGciOiJSUzI1NiJ9.eyJh.x', ['a secret in a stream']],
    ['with the key of the kubeconfig does', 'x c2VjcmV0 x', ['a secret in a stream']],
  ];
  for (const [title, text, words] of cases) {
    test(title, () => {
      assert.deepEqual(brokenByText(text, ['c2VjcmV0']), words);
    });
  }
});
