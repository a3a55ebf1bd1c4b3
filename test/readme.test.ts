// What README.md shows is what the program prints. UPDATE_GOLDEN=1 writes it down anew.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PROGRAMS, run } from './program.ts';

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');
const BLOCK = /```console\n\$ (?<line>kubectl lease.*)\n(?<shown>[^`]*)```/g;

const program = process.env['KUBECTL_LEASE_PROGRAM'] ?? PROGRAMS.file;
const blocks = [...readFileSync(README, 'utf8').matchAll(BLOCK)];

describe('README.md', () => {
  test('shows commands and what they print', () => {
    assert.ok(blocks.length >= 5);
  });

  for (const { 0: block, groups } of blocks) {
    const line = groups?.['line'] ?? '';
    test(`shows what ${line} prints`, async () => {
      const command = `cd '${ROOT}' && ${line.replace('kubectl lease', program)} 2>&1`;
      const { stdout } = await run('sh', ['-c', command], { PATH: process.env['PATH'] });
      const expected = `\`\`\`console\n$ ${line}\n${stdout}\`\`\``;
      if (process.env['UPDATE_GOLDEN']) {
        writeFileSync(
          README,
          readFileSync(README, 'utf8').replace(block, () => expected),
        );
      } else {
        assert.equal(block, expected);
      }
    });
  }

  test('names the scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = readFileSync(README, 'utf8').matchAll(/npm run ([\w-]+)/g);
    assert.deepEqual(
      [...named].map(([, name = '']) => name).filter((name) => !(name in scripts)),
      [],
    );
  });
});
