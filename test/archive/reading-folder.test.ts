// What a folder may hold besides files: links, pipes, sockets, and files that somebody writes to.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { leaseYaml, readPath, withFiles } from './reading.ts';

const one = leaseYaml('one');

describe('a folder', () => {
  test('is read through its own links, and not through those that lead out of it', async () => {
    await withFiles(
      {
        'in/a.yaml': one,
        'in/b/c.yaml': leaseYaml('two'),
        'out.yaml': leaseYaml('out'),
        'other/d.yaml': leaseYaml('d'),
      },
      async (path) => {
        const folder = join(path, 'in');
        for (const [target, name] of [
          ['../out.yaml', 'l1.yaml'],
          [join(path, 'out.yaml'), 'l2.yaml'],
          ['../other', 'l3'],
          ['/etc/passwd', 'l4.json'],
          ['/dev/zero', 'l5.yaml'],
          ['/', 'l6'],
          ['b/c.yaml', 'within.yaml'],
          ['.', 'loop'],
          ['b', 'again'],
          ['self.yaml', 'self.yaml'],
          ['/etc/passwd', 'unread.log'],
        ] as const) {
          symlinkSync(target, join(folder, name));
        }
        const { objects, notes } = await readPath(folder);
        assert.deepEqual(objects, ['Lease one', 'Lease two']);
        assert.deepEqual(
          notes.map((line) => line.replaceAll(folder, 'DIR')),
          [
            '6 symbolic links lead out of DIR and are not followed: DIR/l1.yaml, DIR/l2.yaml, DIR/l3, DIR/l4.json, DIR/l5.yaml and 1 more',
            'DIR/self.yaml cannot be read: too many symbolic links encountered; it is left out',
          ],
        );
      },
    );
  });

  test('that is named by a link, and a file that is, are read', async () => {
    await withFiles({ 'in/a.yaml': one, 'in/..data/b.yaml': leaseYaml('two') }, async (path) => {
      symlinkSync('in', join(path, 'link'));
      symlinkSync('in/a.yaml', join(path, 'link.yaml'));
      // As a volume of a ConfigMap has it.
      symlinkSync('..data/b.yaml', join(path, 'in', 'b.yaml'));
      assert.deepEqual((await readPath(join(path, 'link'))).objects, ['Lease two', 'Lease one']);
      assert.deepEqual((await readPath(join(path, 'link'))).notes, []);
      assert.deepEqual((await readPath(join(path, 'link.yaml'))).objects, ['Lease one']);
    });
  });

  test('with a FIFO, a socket and a device in it is read without them', async () => {
    await withFiles({ 'a.yaml': one }, async (path) => {
      execFileSync('mkfifo', [join(path, 'fifo.yaml')]);
      symlinkSync('fifo.yaml', join(path, 'link.yaml'));
      const server = createServer().listen(join(path, 'socket.yaml'));
      await new Promise((resolve) => server.once('listening', resolve));
      try {
        const { objects, notes } = await readPath(path);
        assert.deepEqual(objects, ['Lease one']);
        assert.deepEqual(notes.map((line) => line.replace(`${path}/`, '')).sort(), [
          'fifo.yaml is a FIFO; it is left out',
          'link.yaml leads to a FIFO; it is left out',
          'socket.yaml is a socket; it is left out',
        ]);
        for (const [name, kind] of [
          ['fifo', 'a FIFO'],
          ['socket', 'a socket'],
        ] as const) {
          const { error } = await readPath(join(path, `${name}.yaml`));
          assert.equal(error, `error: ${path}/${name}.yaml is ${kind}: -f reads files and folders`);
        }
        const { error } = await readPath('/dev/zero');
        assert.equal(error, 'error: /dev/zero is a device: -f reads files and folders');
      } finally {
        server.close();
      }
    });
  });

  test('of more files than the limit is refused', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}.yaml`, one]));
    await withFiles({ ...files, 'a.log': '' }, async (path) => {
      const { error } = await readPath(path, { limits: { files: 29 } });
      assert.equal(error, `error: ${path} has more than 29 files`);
      assert.equal((await readPath(path, { limits: { files: 30 } })).error, undefined);
    });
  });

  test('is deep, has hard links, and files without an end: all is read', async () => {
    await withFiles({ [`${'d/'.repeat(300)}a.yaml`]: one }, async (path) => {
      linkSync(join(path, 'd/'.repeat(300), 'a.yaml'), join(path, 'hard.yaml'));
      writeFileSync(join(path, 'sparse.yaml'), '');
      truncateSync(join(path, 'sparse.yaml'), 50_000_000);
      mkdirSync(join(path, 'folder.yaml'));
      assert.deepEqual((await readPath(path)).objects, ['Lease one']);
    });
  });

  test('whose file is written while it is read says so', async () => {
    const long = `${one}${'# x\n'.repeat(1_000_000)}`;
    await withFiles({ 'a.yaml': one, 'b.yaml': long }, async (path) => {
      const name = join(path, 'b.yaml');
      const timer = setInterval(() => {
        appendFileSync(name, '# y\n');
      });
      try {
        const { objects, notes } = await readPath(path);
        assert.deepEqual(objects, ['Lease one']);
        assert.deepEqual(notes, [`${name} changed while it was read; it is left out`]);
      } finally {
        clearInterval(timer);
      }
    });
  });
});
