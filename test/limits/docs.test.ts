// docs/limits.md has one row for each limit of the table, with its number and its unit.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LIMITS } from '../../src/limits.ts';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'limits.md'), 'utf8');

test('docs/limits.md lists every limit that a variable raises, and no other', () => {
  const documented = [...PAGE.matchAll(/^\| `(\w+)`\s+\| (\d+)\s+\| (\w+)/gm)].map(
    ([, variable, most, unit]) => ({ variable, most: Number(most), unit }),
  );
  const inforce = Object.values(LIMITS).map(({ variable, most, unit }) => ({
    variable,
    most,
    unit,
  }));
  assert.deepEqual(documented, inforce);
});
