// However a capture is packed, the answers from it are the same to the byte.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { runLine } from '../program.ts';
import { systemTar, tar, withFiles, type Files } from './reading.ts';

const CAPTURE = join(import.meta.dirname, '..', '..', 'examples', 'incident', '2-silent');
const names = readdirSync(CAPTURE).sort();
const files: Files = Object.fromEntries(
  names.map((name) => [name, readFileSync(join(CAPTURE, name))]),
);

const packed = (name: (name: string) => string, order = names): Files =>
  Object.fromEntries(order.map((it) => [name(it), gzipSync(files[it] ?? '')]));
const documents = Buffer.concat(
  names.flatMap((name) => [Buffer.from('---\n'), Buffer.from(files[name] ?? '')]),
);

const LINES = [
  'ls --kind all',
  'describe payments/reconciler',
  'describe payments/reconciler -o json',
  'who-holds payments/reconciler',
];

/** The archive is A in the directory that the command runs in. */
const ROWS: [title: string, archive: () => Promise<Files> | Files, named: string][] = [
  ['a directory of gzipped files, by their names', () => packed((name) => `A/${name}.gz`), '-f A'],
  ['a directory of gzipped files that do not say so', () => packed((name) => `A/${name}`), '-f A'],
  ['a file of several documents', () => ({ A: documents }), '-f A'],
  ['a gzipped file of several documents', () => ({ A: gzipSync(documents) }), '-f A'],
  ['a tar', () => ({ A: tar(files) }), '-f A'],
  [
    'a tar in another order',
    () => ({ A: tar(Object.fromEntries(Object.entries(files).reverse())) }),
    '-f A',
  ],
  ["a gzipped tar of the system's", async () => ({ A: gzipSync(await systemTar(files)) }), '-f A'],
  [
    'a pax tar of gzipped files',
    async () => ({
      A: await systemTar(
        packed((name) => `${'deep/'.repeat(30)}${name}`),
        '--format=posix',
      ),
    }),
    '-f A',
  ],
  ['a directory with a gzipped tar', () => ({ 'A/bundle.tar.gz': gzipSync(tar(files)) }), '-f A'],
  ['documents on standard input', () => ({ A: documents }), '-f - < A'],
  ['a gzipped tar on standard input', () => ({ A: gzipSync(tar(files)) }), '-f - < A'],
  ['a tar through a pipe', () => ({ A: tar(files) }), '-f <(cat A)'],
];

describe('the recorded incident', async () => {
  const expected = await answers(CAPTURE, `-f ${CAPTURE}`);

  test('is answered from a directory', () => {
    assert.deepEqual(
      expected.map(({ code, stderr }) => [code, stderr]),
      LINES.map(() => [0, '']),
    );
  });

  for (const [title, archive, named] of ROWS) {
    test(`is answered alike from ${title}`, async () => {
      await withFiles(await archive(), async (path) => {
        assert.deepEqual(await answers(path, named), expected);
      });
    });
  }
});

/** The next command that an answer names goes to the same archive, which is called otherwise each time. */
async function answers(directory: string, named: string) {
  const outcomes = await Promise.all(
    LINES.map((line) =>
      runLine(`cd '${directory}' && exec bash -c 'kubectl lease ${line} ${named}'`),
    ),
  );
  return outcomes.map(({ stdout, ...rest }) => ({
    ...rest,
    stdout: stdout.replace(/ -f \S+ -n payments/, ' -f ARCHIVE -n payments'),
  }));
}
