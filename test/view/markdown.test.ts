// A record as Markdown: lists and tables, and foreign text that stays text.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markdownOf } from '../../src/view/markdown.ts';
import type { Line } from '../../src/view/section.ts';

describe('a section in Markdown', () => {
  const rows: [title: string, lines: Line[], expected: string][] = [
    ['is a list of its lines', ['one', 'two'], '- one\n- two'],
    ['nests what is indented', ['one', '  of it', 'two'], '- one\n  - of it\n- two'],
    [
      'makes a table of rows that follow each other',
      ['head', ['a', 'b'], ['c']],
      '- head\n\n|  |  |\n| --- | --- |\n| a | b |\n| c |  |',
    ],
    [
      'takes no mark-up from foreign text',
      ['# h', '*b* _i_ [l](u) <i> `c` a|b ![p](u)'],
      '- `#` h\n- `*b* _i_ [l](u`) `<i> \\u{60}c\\u{60} a|b ![p](u`)',
    ],
    ['ends no cell at a bar', [['a|b', 'c']], '\n|  |  |\n| --- | --- |\n| `a\\u{7c}b` | c |'],
    ['lets nothing hostile through', ['a\u001b[31mb\u202e'], '- `a^[[31mb\\u{202e}`'],
    [
      'leaves a command to be copied',
      ['find out why: kubectl lease history -n payments reconciler.'],
      '- find out why: `kubectl lease history -n payments reconciler`.',
    ],
    ['begins no list with a number', ['1. a, 2 of 3 left'], '- `1`. a, 2 of 3 left'],
    [
      'links to a page of ours',
      [{ text: 'x', url: 'https://kubernetes.io/docs/#y' }],
      '- x: https://kubernetes.io/docs/#y',
    ],
    [
      'links to no page that foreign text names',
      ['x: https://kubernetes.io/docs/#y', 'x: https://github.com/a/b'],
      '- x: `https://kubernetes.io/docs/#y`\n- x: `https://github.com/a/b`',
    ],
  ];
  for (const [title, lines, expected] of rows) {
    test(title, () => {
      const document = markdownOf('n/x', 'held', [{ label: 'Holder', lines }]);
      assert.equal(document, `# \`n/x\`\n\nheld\n\n## Holder\n\n${expected}\n`);
    });
  }
});
