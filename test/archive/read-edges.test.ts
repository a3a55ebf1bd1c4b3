// What a directory may hold besides files, and what is too much to be read.
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { leaseYaml, readBytes, readPath, tar, withFiles } from './reading.ts';

const one = leaseYaml('one');

describe('a directory', () => {
  test('is read through links to files, and not into links to folders', async () => {
    await withFiles({ 'a.yaml': one, 'folder/b.yaml': leaseYaml('two') }, async (path) => {
      symlinkSync('folder/b.yaml', join(path, 'link.yaml'));
      symlinkSync('.', join(path, 'again'));
      symlinkSync('folder', join(path, 'folder.yaml'));
      symlinkSync('nowhere', join(path, 'broken.yaml'));
      mkdirSync(join(path, 'statefulsets-errors.json'));
      const { objects, notes } = await readPath(path);
      assert.deepEqual(objects, ['Lease one', 'Lease two']);
      assert.deepEqual(notes, [
        `${path}/broken.yaml cannot be read: no such file or directory; it is left out`,
      ]);
    });
  });

  test('that is not there, and one without a file to read, are said so', async () => {
    await withFiles({ 'a.log': one }, async (path) => {
      assert.equal(
        (await readPath(path)).error,
        `error: ${path} holds no .yaml, .yml or .json file`,
      );
      const nowhere = join(path, 'nowhere');
      const { error } = await readPath(nowhere);
      assert.equal(error, `error: cannot read ${nowhere}: no such file or directory`);
    });
  });
});

describe('what unpacks to too much', () => {
  const zeros = (size: number) => `# ${'0'.repeat(size)}`;
  const limits = { file: 2000, unpacked: 10_000 };

  test('is one file: it is left out beside others, and has no answer alone', async () => {
    const beside = await readBytes(tar({ 'a.yaml': zeros(2001), 'b.yaml': one }), limits);
    assert.deepEqual(
      [beside.objects, beside.notes],
      [
        ['Lease one'],
        [
          'a.yaml in standard input has more than 2000 bytes; it is left out (KUBECTL_LEASE_MAX_FILE raises this limit)',
        ],
      ],
    );
    const alone = await readBytes(gzipSync(zeros(2001)), limits);
    assert.equal(alone.error, 'error: standard input has more than 2000 bytes');
    const packed = await readBytes(
      tar({ 'a.gz.yaml': gzipSync(zeros(2001)), 'b.yaml': one }),
      limits,
    );
    assert.deepEqual(packed.objects, ['Lease one']);
  });

  test('is all of it', async () => {
    const logs = await readBytes(gzipSync(tar({ 'a.yaml': one, 'b.log': zeros(20_000) })), limits);
    assert.equal(logs.error, 'error: standard input has more than 10000 bytes');
  });

  test('is deep: tars in tars end somewhere', async () => {
    let deep = tar({ 'a.yaml': one });
    for (let depth = 0; depth < 5; depth += 1) deep = tar({ 'a.tar': deep, 'b.yaml': one });
    const { objects, notes } = await readBytes(deep);
    assert.deepEqual(objects, ['Lease one']);
    assert.deepEqual(notes, [
      'a.tar/a.tar/a.tar in standard input is a tar within 3 tars; it is left out',
    ]);
  });
});
