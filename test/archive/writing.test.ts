// Where --save and --record-to may point to: the file is written whole, or one sentence says why not.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { tryNewFile, writeNewFile } from '../../src/files/new-file.ts';
import { Failure } from '../../src/errors.ts';
import { withFiles } from './reading.ts';

const BYTES = Buffer.from('the whole of it\n');

/** What comes of trying and of writing, which is the same; undefined where nothing is wrong. */
async function wrong(path: string): Promise<string | undefined> {
  const said = async (work: Promise<void>): Promise<string | undefined> => {
    try {
      await work;
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      return thrown.sentence;
    }
  };
  const tried = await said(tryNewFile(path));
  assert.equal(await said(writeNewFile(path, BYTES)), tried);
  return tried;
}

const GOOD: [title: string, name: string][] = [
  ['a plain name', 'a.tar.gz'],
  ['a name of 255 bytes', 'a'.repeat(255)],
  ['a name of 255 bytes in characters of three', `${'ä'.repeat(3)}${'世'.repeat(83)}`],
  ['a name of 240 bytes', 'b'.repeat(240)],
  ['a name with spaces and line breaks', ' a\nb '],
  ['a name that begins with a dash', '-'],
  ['a name with an ending of ours', 'a.part'],
];

const BAD: [title: string, name: string, sentence: string][] = [
  ['a folder that is not there', 'no/a', 'error: cannot write DIR/no/a: no such directory'],
  ['a file in place of a folder', 'file/a', 'error: cannot write DIR/file/a: not a directory'],
  ['a folder', 'folder', 'error: cannot write DIR/folder: it is a folder'],
  ['a folder with a slash', 'folder/', 'error: cannot write DIR/folder/: it is a folder'],
  ['a file that is there', 'file', 'error: DIR/file exists already'],
  ['a link to a file', 'link', 'error: cannot write DIR/link: it is a symbolic link'],
  ['a link to nowhere', 'nowhere', 'error: cannot write DIR/nowhere: it is a symbolic link'],
  ['a link to itself', 'self', 'error: cannot write DIR/self: it is a symbolic link'],
  [
    'a folder that is a link to itself',
    'self/a',
    'error: cannot write DIR/self/a: too many symbolic links encountered',
  ],
  ['a FIFO', 'fifo', 'error: cannot write DIR/fifo: it is a FIFO'],
  [
    'a name of 256 bytes',
    'c'.repeat(256),
    `error: cannot write DIR/${'c'.repeat(256)}: name too long`,
  ],
  [
    'a name whose part is there',
    'left',
    'error: DIR/left.part exists already: another run writes it, or was killed and left it',
  ],
  [
    'a name whose part is a link',
    'trap',
    'error: DIR/trap.part exists already: another run writes it, or was killed and left it',
  ],
];

const ELSEWHERE: [path: string, sentence: string][] = [
  ['/dev/full', 'error: cannot write /dev/full: it is a device'],
  ['/dev/null', 'error: cannot write /dev/null: it is a device'],
  ['/dev/stdout', 'error: cannot write /dev/stdout: it is a symbolic link'],
  ['/dev/fd/1', 'error: cannot write /dev/fd/1: it is a symbolic link'],
  ['/proc/a', 'error: cannot write /proc/a: its file system takes no file of this name'],
  ['/', 'error: cannot write /: it is a folder'],
  ['.', 'error: cannot write .: it is a folder'],
  ['..', 'error: cannot write ..: it is a folder'],
];

describe('a new file', () => {
  for (const [title, name] of GOOD) {
    test(`is written whole, for its owner alone, and nothing else: ${title}`, async () => {
      await withFiles({}, async (folder) => {
        const path = join(folder, name);
        await tryNewFile(path);
        assert.deepEqual(readdirSync(folder), []);
        await writeNewFile(path, BYTES);
        assert.deepEqual(readdirSync(folder), [name]);
        assert.deepEqual(readFileSync(path), BYTES);
        assert.equal(statSync(path).mode & 0o777, 0o600);
      });
    });
  }

  for (const [title, name, sentence] of BAD) {
    test(`is refused before and when it is written, and nothing is left: ${title}`, async () => {
      await withFiles({ file: 'mine', 'left.part': 'mine', target: 'mine' }, async (folder) => {
        mkdirSync(join(folder, 'folder'));
        symlinkSync('file', join(folder, 'link'));
        symlinkSync('nothing', join(folder, 'nowhere'));
        symlinkSync('self', join(folder, 'self'));
        symlinkSync('target', join(folder, 'trap.part'));
        execFileSync('mkfifo', [join(folder, 'fifo')]);
        const before = readdirSync(folder);
        assert.equal((await wrong(join(folder) + '/' + name))?.replaceAll(folder, 'DIR'), sentence);
        assert.deepEqual(readdirSync(folder), before);
        for (const mine of ['file', 'left.part', 'target']) {
          assert.equal(readFileSync(join(folder, mine), 'utf8'), 'mine');
        }
      });
    });
  }

  for (const [path, sentence] of ELSEWHERE) {
    test(`is refused at ${path}`, async () => {
      assert.equal(await wrong(path), sentence);
    });
  }

  test('that comes into being between the trial and the writing is not written over', async () => {
    await withFiles({}, async (folder) => {
      const path = join(folder, 'a');
      await tryNewFile(path);
      writeFileSync(path, 'mine');
      await assert.rejects(writeNewFile(path, BYTES), /a exists already$/);
      assert.equal(readFileSync(path, 'utf8'), 'mine');
      assert.deepEqual(readdirSync(folder), ['a']);
    });
  });

  test('is one of two that are written to one name at once', async () => {
    await withFiles({}, async (folder) => {
      const path = join(folder, 'a');
      const all = Array.from({ length: 8 }, () => writeNewFile(path, BYTES));
      const done = (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled');
      assert.equal(done.length, 1);
      assert.deepEqual(readdirSync(folder), ['a']);
      assert.deepEqual(readFileSync(path), BYTES);
    });
  });
});

describe('a program that writes a new file', () => {
  const MODULE = join(import.meta.dirname, '..', '..', 'src', 'files', 'new-file.ts');

  /** Writes more than is on the disk at once, and is ended in the middle of it. */
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`dies of ${signal} and leaves nothing behind`, async () => {
      await withFiles({}, async (folder) => {
        const path = join(folder, 'a');
        const code = `import { writeNewFile } from ${JSON.stringify(MODULE)};
          await writeNewFile(${JSON.stringify(path)}, Buffer.alloc(400_000_000, 1));`;
        const child = spawn(process.execPath, ['--input-type=module', '-e', code]);
        while (!existsSync(`${path}.part`) && child.exitCode === null) {
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        assert.equal(child.exitCode, null);
        const ended = new Promise((resolve) =>
          child.once('close', (_, by) => {
            resolve(by);
          }),
        );
        child.kill(signal);
        assert.equal(await ended, signal);
        assert.deepEqual(readdirSync(folder), []);
      });
    });
  }

  test('may be somebody who may not write there', async () => {
    await withFiles({}, (folder) => {
      chmodSync(folder, 0o555);
      const code = `process.setuid?.(process.getuid?.() === 0 ? 65534 : process.getuid?.());
        const { tryNewFile } = await import(${JSON.stringify(MODULE)});
        await tryNewFile(${JSON.stringify(join(folder, 'a'))}).catch((it) => console.log(it.sentence));`;
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
        encoding: 'utf8',
      });
      assert.equal(said, `error: cannot write ${folder}/a: permission denied\n`);
      chmodSync(folder, 0o755);
      return Promise.resolve();
    });
  });
});
