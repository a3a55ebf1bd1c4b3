// A tar of ours is what any tar reads, and its bytes depend on nothing but the files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { byteReader } from '../../src/archive/bytes.ts';
import { tarGzOf, tarOf, type TarFile } from '../../src/archive/tar.ts';
import { untar } from '../../src/archive/untar.ts';
import { chunksOf, withFiles } from './reading.ts';

const deep = `${'folder/'.repeat(15)}${'n'.repeat(60)}.yaml`;
const files: TarFile[] = [
  { name: 'capture.yaml', content: 'kind: Capture\n' },
  { name: 'a/empty.yaml', content: '' },
  { name: 'a/block.bin', content: Buffer.alloc(512, 7) },
  { name: 'a/größe.yaml', content: 'größe: 1\n' },
  { name: deep, content: 'deep' },
];

describe('a tar of ours', () => {
  test('is listed by tar with mode 0644, no owner and no time', async () => {
    await withFiles({ 'bundle.tar.gz': tarGzOf(files) }, (path) => {
      const listing = execFileSync('tar', ['-tvzf', 'bundle.tar.gz', '--full-time', '--utc'], {
        cwd: path,
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      const rows = listing.trimEnd().split('\n');
      assert.deepEqual(
        rows.map((row) => row.split(/\s+/)),
        files.map(({ name, content }) => {
          const size = String(Buffer.byteLength(content));
          return ['-rw-r--r--', '0/0', size, '1970-01-01', '00:00:00', name];
        }),
      );
      return Promise.resolve();
    });
  });

  test('is unpacked by tar to the same files', async () => {
    await withFiles({ 'bundle.tar.gz': tarGzOf(files) }, (path) => {
      execFileSync('tar', ['-xzf', 'bundle.tar.gz'], { cwd: path });
      for (const { name, content } of files)
        assert.deepEqual(readFileSync(join(path, name)), Buffer.from(content), name);
      return Promise.resolve();
    });
  });

  test('is read back by us', async () => {
    const back: TarFile[] = [];
    for await (const { path, content } of untar(byteReader(chunksOf([tarOf(files)]))))
      back.push({ name: path, content: await content() });
    assert.deepEqual(
      back,
      files.map(({ name, content }) => ({ name, content: Buffer.from(content) })),
    );
  });

  test('has the bytes that it had before, packed too', () => {
    const hash = createHash('sha256').update(tarOf(files)).digest('hex');
    assert.equal(hash, '5791e721c2cb1f2f89ddd5584b8fbe5524ba6b440c5dc8a9128c2021dddbb171');
    assert.deepEqual(tarGzOf(files), tarGzOf(files));
    assert.deepEqual([...tarGzOf(files).subarray(0, 10)], [31, 139, 8, 0, 0, 0, 0, 0, 2, 255]);
  });

  test('refuses a name that no header holds', () => {
    assert.throws(() => tarOf([{ name: 'n'.repeat(101), content: '' }]), RangeError);
    assert.throws(() => tarOf([{ name: `${'d/'.repeat(130)}n`, content: '' }]), RangeError);
  });
});
