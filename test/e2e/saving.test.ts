// Where --save of the shipped file may point to, on a small disk of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runLine } from '../program.ts';

const INCIDENT = join(import.meta.dirname, '..', '..', 'examples', 'incident', '1-healthy');
const disk = mkdtempSync(join(tmpdir(), 'kubectl-lease-disk-'));

describe('--save, on a disk of its own', () => {
  before(() => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
  });
  after(() => {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  const save = (to: string) =>
    runLine(`kubectl lease describe -f ${INCIDENT} payments/reconciler --save '${to}'`);

  test('that is full is refused before the work begins, and nothing is left', async () => {
    writeFileSync(join(disk, 'full'), Buffer.alloc(220 * 1024));
    const { code, stdout, stderr } = await save(join(disk, 'a'));
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(stderr, `error: cannot write ${disk}/a: no space left on device\n`);
    assert.deepEqual(readdirSync(disk), ['full']);
    rmSync(join(disk, 'full'));
  });

  test('that may only be read is refused before the work begins', async () => {
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const { code, stdout, stderr } = await save(join(disk, 'a'));
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(stderr, `error: cannot write ${disk}/a: read-only file system\n`);
  });

  test('is refused for what is no file, each in one sentence and the next step', async () => {
    for (const [to, sentence] of [
      ['-', 'error: --save writes a file, and - is none'],
      ['', 'error: --save needs the name of a file'],
      ['/dev/full', 'error: cannot write /dev/full: it is a device'],
      ['/dev/stdout', 'error: cannot write /dev/stdout: it is a symbolic link'],
      [disk, `error: cannot write ${disk}: it is a folder`],
    ] as const) {
      const { code, stdout, stderr } = await save(to);
      assert.deepEqual([code, stdout, stderr.split('\n')[0]], [1, '', sentence]);
    }
  });

  test('is written, for its owner alone, and read back', async () => {
    const { code } = await save(join(disk, 'a'));
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(disk), ['a']);
    const again = await runLine(`kubectl lease who-holds -f ${disk}/a payments/reconciler`);
    assert.equal(again.code, 0);
  });
});
