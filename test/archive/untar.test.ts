// Reads what every tar writes; what is cut off or damaged is said so.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { byteReader } from '../../src/archive/bytes.ts';
import { BLOCK, checksumOf, isTar } from '../../src/archive/tar-header.ts';
import { tarOf } from '../../src/archive/tar.ts';
import { Unreadable } from '../../src/archive/unreadable.ts';
import { untar } from '../../src/archive/untar.ts';
import { inPieces, systemTar, withFiles, type Files } from './reading.ts';

interface Came {
  readonly files: Record<string, string>;
  readonly error: string | undefined;
}

async function read(tar: Buffer, size = 1000): Promise<Came> {
  const files: Record<string, string> = {};
  try {
    for await (const { path, content } of untar(byteReader(inPieces(tar, size))))
      files[path] = (await content()).toString();
    return { files, error: undefined };
  } catch (thrown) {
    assert.ok(thrown instanceof Unreadable, String(thrown));
    return { files, error: thrown.predicate };
  }
}

const SHORT: Files = { 'a.yaml': 'a', 'b/empty.json': '', 'b/block.yaml': 'x'.repeat(512) };
const LONG: Files = { ...SHORT, [`${'folder/'.repeat(40)}long.yaml`]: 'long', 'größe.yaml': 'ö' };

/** A tar of ours with one field of its first header written anew. */
function tarWith(at: number, text: string, { sum = true } = {}): Buffer {
  const tar = tarOf([
    { name: 'a.yaml', content: 'a' },
    { name: 'b.yaml', content: 'b' },
  ]);
  tar.write(text, at, 'latin1');
  if (sum) tar.write(`${checksumOf(tar.subarray(0, BLOCK)).toString(8).padStart(6, '0')}\0 `, 148);
  return tar;
}

describe('untar', () => {
  const formats: [format: string, files: Files][] = [
    ['v7', SHORT],
    ['oldgnu', LONG],
    ['gnu', LONG],
    ['ustar', SHORT],
    ['posix', LONG],
  ];
  for (const [format, files] of formats) {
    test(`reads what tar writes as ${format}, with and without ./ before the names`, async () => {
      for (const size of [100, 512, 1 << 20]) {
        const { files: came, error } = await read(
          await systemTar(files, `--format=${format}`),
          size,
        );
        assert.deepEqual([came, error], [files, undefined]);
      }
    });
  }

  test('passes over folders, links and pipes', async () => {
    const tar = await withFiles({ 'a.yaml': 'a' }, (path) => {
      mkdirSync(join(path, 'folder.yaml'));
      symlinkSync('a.yaml', join(path, 'symlink.yaml'));
      linkSync(join(path, 'a.yaml'), join(path, 'z.yaml'));
      execFileSync('mkfifo', [join(path, 'fifo.yaml')]);
      return Promise.resolve(execFileSync('tar', ['-cf', '-', '--sort=name', '.'], { cwd: path }));
    });
    assert.deepEqual(await read(tar), { files: { 'a.yaml': 'a' }, error: undefined });
  });

  const a = { 'a.yaml': 'a' };
  const both = { ...a, 'b.yaml': 'b' };
  const whole: [title: string, tar: Buffer, files: Record<string, string>][] = [
    ['a size in binary', tarWith(124, `\x80${'\0'.repeat(10)}\x01`), both],
    ['a header without a magic number', tarWith(257, '\0'.repeat(8)), both],
    ['a folder by its name alone', tarWith(0, 'a.yaml/'), { 'b.yaml': 'b' }],
    ['a path and a size from pax', paxTar('17 path=pax.yaml'), { 'pax.yaml': 'a', 'b.yaml': 'b' }],
    ['two tars in a row', Buffer.concat([tarOf([]), tarWith(257, 'ustar')]), both],
    [
      'something behind its end',
      Buffer.concat([tarWith(257, 'ustar'), Buffer.alloc(700, 1)]),
      both,
    ],
    ['one empty block at its end', tarWith(257, 'ustar').subarray(0, -BLOCK), both],
    ['no file at all', tarOf([]), {}],
  ];
  for (const [title, tar, files] of whole) {
    test(`reads a tar with ${title}`, async () => {
      assert.ok(isTar(tar.subarray(0, BLOCK)));
      assert.deepEqual(await read(tar), { files, error: undefined });
    });
  }

  const broken: [title: string, tar: Buffer, files: Record<string, string>, error: string][] = [
    [
      'within a file',
      tarWith(257, 'ustar').subarray(0, 1536),
      a,
      'is cut off: it ends within b.yaml',
    ],
    [
      'within padding',
      tarWith(257, 'ustar').subarray(0, 1540),
      both,
      'is cut off: it ends within b.yaml',
    ],
    [
      'within a header',
      tarWith(257, 'ustar').subarray(0, 1100),
      a,
      'is cut off: it ends without the end mark of a tar',
    ],
    [
      'before its end mark',
      tarWith(257, 'ustar').subarray(0, 2048),
      both,
      'is cut off: it ends without the end mark of a tar',
    ],
    [
      'a wrong first header',
      tarWith(0, 'x', { sum: false }),
      {},
      'is damaged: no tar header stands at its beginning',
    ],
    [
      'a size that is none',
      tarWith(124, '0000000000x'),
      {},
      'is damaged: the tar header at its beginning gives no size',
    ],
    [
      'a size that no disk holds',
      tarWith(124, `\x80${'\xff'.repeat(11)}`),
      {},
      'is damaged: the tar header at its beginning gives no size',
    ],
    [
      'a wrong second header',
      Buffer.from(tarWith(257, 'ustar')).fill('x', 1024, 1025),
      a,
      'is damaged: no tar header stands behind a.yaml',
    ],
    [
      'a pax record without a length',
      paxTar('xx path=pax.yaml'),
      {},
      'is damaged: a pax record in it has a wrong length',
    ],
    [
      'a pax record that is shorter than it says',
      paxTar('99 path=pax.yaml'),
      {},
      'is damaged: a pax record in it has a wrong length',
    ],
    [
      'a name of gigabytes',
      tarWith(124, `77777777777\0${'0'.repeat(11)}\0        L`),
      {},
      'is damaged: a name in it is longer than 1 MiB',
    ],
  ];
  for (const [title, tar, files, error] of broken) {
    test(`says what is wrong with a tar: ${title}`, async () => {
      assert.deepEqual(await read(tar), { files, error });
    });
  }
});

/** A tar of ours behind one pax record; the number in it is its length. */
function paxTar(record: string): Buffer {
  const content = Buffer.from(`${record}\n`);
  const head = tarOf([{ name: 'PaxHeaders/a.yaml', content }]).subarray(0, 2 * BLOCK);
  head.write('x', 156);
  head.write(`${checksumOf(head.subarray(0, BLOCK)).toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([head, tarWith(257, 'ustar')]);
}
