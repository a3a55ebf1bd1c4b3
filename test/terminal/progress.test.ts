// What is seen of an operation: by a pipe, by a terminal on both runtimes, and by nobody any more.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { follow, type Progress } from '../../src/terminal/progress.ts';
import { inTerminal } from './pty.ts';
import { programOn, RUNTIMES } from './runtimes.ts';

const FENCED: Progress = { kind: 'done', text: 'fenced, nobody can lead', at: 0.04 };
const WAITING: Progress = { kind: 'doing', text: 'waiting for its container to end' };
const NOTE: Progress = { kind: 'note', text: 'interrupted: it goes on' };
const ENDED: Progress = { kind: 'done', text: 'its container has ended, says its node', at: 13.75 };
const LEADS: Progress = { kind: 'done', text: 'exporter leads', at: 104.2 };

describe('a pipe', () => {
  test('gets a line for each thing done and each note, when it happens', async () => {
    const stderr = new PassThrough();
    const seen: string[] = [];
    const events = async function* () {
      for (const event of [WAITING, FENCED, WAITING, NOTE, ENDED, LEADS]) {
        yield await Promise.resolve(event);
        seen.push(String(stderr.read() ?? ''));
      }
    };
    await follow(stderr, events());
    assert.deepEqual(seen, [
      '',
      '  0.0s  fenced, nobody can lead\n',
      '',
      'interrupted: it goes on\n',
      ' 13.8s  its container has ended, says its node\n',
      '104.2s  exporter leads\n',
    ]);
  });

  test('gets what was done before a failure, which comes back as it was', async () => {
    const failure = new Error('denied');
    const events = async function* () {
      yield await Promise.resolve(FENCED);
      throw failure;
    };
    const stderr = new PassThrough();
    await assert.rejects(follow(stderr, events()), (thrown) => thrown === failure);
    assert.equal(await text(stderr.end()), '  0.0s  fenced, nobody can lead\n');
  });

  test('that fails ends no operation, and its listeners are heard again afterwards', async () => {
    const stderr = new PassThrough();
    const heard: Error[] = [];
    stderr.on('error', (error) => heard.push(error));
    let taken = 0;
    const events = async function* () {
      stderr.destroy(new Error('EPIPE'));
      for (const event of [FENCED, ENDED, LEADS]) {
        yield await Promise.resolve(event);
        taken += 1;
      }
    };
    await follow(stderr, events());
    assert.deepEqual({ taken, heard }, { taken: 3, heard: [] });
    stderr.emit('error', new Error('later'));
    assert.equal(heard.length, 1);
  });
});

for (const runtime of RUNTIMES) {
  describe(`an operation on ${runtime}`, () => {
    let directory: string;
    let program: readonly string[];
    before(async () => {
      directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-progress-'));
      program = await programOn(runtime, 'operation', directory);
    });
    after(() => rm(directory, { recursive: true }));

    test('is a line with a spinner while something is done, and one for each thing done', async () => {
      const { path, tell, end } = await opened(directory);
      const ended = await inTerminal([...program, path], { columns: 60 }, async (pty) => {
        tell(FENCED, WAITING);
        await pty.shows(/^ {2}0\.0s {2}fenced, nobody can lead\n[|/\\-] +1s {2}waiting for its c/);
        assert.ok(!(await pty.coloured()).includes('\u001b'), 'without colour');
        await pty.press('C-c');
        await pty.shows(/interrupted: it goes on\n[|/\\-] +\d+s {2}waiting/);
        tell(ENDED, { kind: 'doing', text: 'waiting for the next leader' });
        await pty.shows(/[|/\\-] {2}13s {2}waiting for the next leader/);
        tell(LEADS, { ...LEADS, text: `${'it is recorded '.repeat(4)}as an Event` });
        end();
        return pty.ended();
      });
      assert.deepEqual([ended.code, ended.stdout], [0, 'ended\n']);
      assert.ok(ended.cursorShown, 'the cursor is shown');
      assert.equal(
        ended.screen,
        `  0.0s  fenced, nobody can lead
interrupted: it goes on
 13.8s  its container has ended, says its node
104.2s  exporter leads
104.2s  it is recorded it is recorded it is recorded it is
        recorded as an Event`,
      );
    });

    test('that fails leaves what it was doing', async () => {
      const { path, tell, end } = await opened(directory);
      const ended = await inTerminal([...program, path], {}, async (pty) => {
        tell(FENCED, WAITING, 'failed');
        end();
        return pty.ended();
      });
      assert.deepEqual([ended.code, ended.stdout], [0, 'failed\n']);
      assert.ok(ended.cursorShown, 'the cursor is shown');
      assert.equal(
        ended.screen,
        '  0.0s  fenced, nobody can lead\n        waiting for its container to end',
      );
    });

    test('leaves nothing of what only passes, whether it fails or not', async () => {
      for (const told of ['failed', NOTE] as const) {
        const { path, tell, end } = await opened(directory);
        const ended = await inTerminal([...program, path, 'watching'], {}, async (pty) => {
          await pty.shows(/^[|/\\-] +1s {2}watching$/);
          tell(told);
          end();
          return pty.ended();
        });
        assert.deepEqual([ended.screen, ended.code, ended.cursorShown], ['', 0, true]);
        assert.equal(ended.stdout, told === 'failed' ? 'failed\n' : 'ended\n');
      }
    });

    test('goes on in plain lines where nothing can be drawn', async () => {
      for (const env of [{ TERM: 'dumb' }, { CI: 'true' }]) {
        const { path, tell, end } = await opened(directory);
        const ended = await inTerminal([...program, path], { env }, async (pty) => {
          tell(FENCED, WAITING, NOTE, LEADS);
          end();
          return pty.ended();
        });
        assert.equal(
          ended.screen,
          '  0.0s  fenced, nobody can lead\ninterrupted: it goes on\n104.2s  exporter leads',
        );
      }
    });

    test('goes on when its window is closed', async () => {
      const { path, tell, end } = await opened(directory);
      const ended = await inTerminal([...program, path], {}, async (pty) => {
        tell(FENCED, WAITING);
        await pty.shows('waiting');
        await pty.close();
        tell(NOTE, ENDED, LEADS);
        end();
        return pty.ended();
      });
      assert.deepEqual([ended.code, ended.stdout], [0, 'ended\n']);
    });

    test('goes on when nobody reads its lines any more', async () => {
      const { path, tell, end } = await opened(directory);
      const child = spawn('env', [...program, path], { stdio: ['ignore', 'pipe', 'pipe'] });
      const stdout = text(child.stdout);
      const closed = once(child, 'close');
      tell(FENCED);
      await once(child.stderr, 'data');
      child.stderr.destroy();
      await once(child.stderr, 'close');
      tell(ENDED, NOTE, LEADS);
      end();
      assert.deepEqual([await closed, await stdout], [[0, null], 'ended\n']);
    });
  });
}

/** An event, or that the operation fails. */
type Told = Progress | 'failed';

interface Events {
  readonly path: string;
  readonly tell: (...events: readonly Told[]) => void;
  readonly end: () => void;
}

/** A pipe by which the program is told what happens. */
async function opened(directory: string): Promise<Events> {
  const path = join(await mkdtemp(join(directory, 'events-')), 'pipe');
  await promisify(execFile)('mkfifo', [path]);
  const pipe = createWriteStream(path);
  return {
    path,
    tell: (...events) => {
      for (const event of events) {
        pipe.write(`${typeof event === 'string' ? event : JSON.stringify(event)}\n`);
      }
    },
    end: () => pipe.end(),
  };
}
