import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Table, type Column } from '../../src/view/table.ts';

type Row = readonly [string, string, string];
const columns: Column<Row>[] = ['NAME', 'HOLDER', 'AGE'].map((header, at) => ({
  header,
  cell: (row) => row[at] ?? '',
}));

/** `$` marks the end of a line: there are no trailing blanks. */
function printed(rows: readonly Row[], headers = true): string[] {
  const table = new Table(columns, { headers });
  for (const row of rows) table.add(row);
  return [...table.text()]
    .join('')
    .split('\n')
    .slice(0, -1)
    .map((line) => `${line}$`);
}

describe('a table', () => {
  test('has kubectl’s layout: columns of at least six, three blanks apart, none at the end', () => {
    assert.deepEqual(
      printed([
        ['kube-controller-manager', 'cp-1_0f2e', '21d'],
        ['nil', '', '3s'],
      ]),
      [
        'NAME                      HOLDER      AGE$',
        'kube-controller-manager   cp-1_0f2e   21d$',
        'nil                                   3s$',
      ],
    );
  });

  test('aligns by what the terminal shows, where kubectl counts characters', () => {
    assert.deepEqual(printed([['x', '日本', '5m']]), [
      'NAME   HOLDER   AGE$',
      'x      日本     5m$',
    ]);
  });

  test('leaves the headers out when asked', () => {
    assert.deepEqual(printed([['x', 'y', '1s']], false), ['x     y     1s$']);
  });

  test('has no headers without rows', () => {
    assert.deepEqual(printed([]), []);
  });

  test('of 65,000 rows is laid out', () => {
    const rows = Array.from({ length: 65_000 }, (): Row => ['a', 'b', 'c']);
    assert.equal(printed(rows).length, 65_001);
  });
});
