// Every way through a question, in a real terminal, on both runtimes.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { inTerminal } from './pty.ts';
import { programOn, RUNTIMES } from './runtimes.ts';
import { drawn, stopped } from './ways-drawn.ts';
import { colourless, plain, redrawn } from './ways-other.ts';

const WAYS = [...drawn, ...stopped, ...redrawn, ...colourless, ...plain];

for (const runtime of RUNTIMES) {
  describe(`a question on ${runtime}`, { concurrency: 3 }, () => {
    let directory: string;
    let program: readonly string[];
    before(async () => {
      directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-prompts-'));
      program = await programOn(runtime, 'ask', directory);
    });
    after(() => rm(directory, { recursive: true }));

    for (const { title, asked, env = {}, answers, screen, ...way } of WAYS) {
      test(title, async () => {
        const ended = await inTerminal([...program, ...asked], { env }, async (pty) => {
          await way.does(pty);
          return pty.ended();
        });
        assert.deepEqual(ended.stdout.trim().split('\n').map(parsed), answers);
        assert.equal(ended.code, 0);
        assert.ok(ended.cursorShown, 'the cursor is shown');
        for (const mode of ['icanon', 'echo', 'isig']) {
          assert.match(ended.stty, new RegExp(`(^|\\s)${mode}\\s`));
        }
        if (screen !== undefined) assert.equal(ended.screen, screen);
      });
    }

    test('ends with its window, whether that is told by a signal or by the end of input', async () => {
      for (const [asked, env] of [
        ['choose', {}],
        ['name', {}],
        ['name', { TERM: 'dumb' }],
      ] as const) {
        const ended = await inTerminal([...program, asked], { env }, async (pty) => {
          await pty.shows('? ');
          await pty.close();
          return pty.ended();
        });
        const { kind } = parsed(ended.stdout) as { kind: string };
        assert.ok(['interrupted', 'ended'].includes(kind), ended.stdout);
        assert.equal(ended.code, 0);
      }
    });

    test('is answered by nothing that was typed before it was asked', async () => {
      const gate = join(directory, 'gate');
      const waiting = `until [ -e ${gate} ]; do sleep 0.02; done; exec "$@"`;
      const command = ['sh', '-c', waiting, 'sh', ...program, 'choose'];
      const ended = await inTerminal(command, {}, async (pty) => {
        await pty.type('typed ahead');
        await pty.press('Enter', '3');
        await pty.shows('typed ahead');
        await writeFile(gate, '');
        await pty.shows('> fence, evict its Pod');
        await pty.press('Down');
        await pty.shows('> fence, wait');
        await pty.press('Enter');
        return pty.ended();
      });
      assert.deepEqual(parsed(ended.stdout), { kind: 'answered', value: 'wait' });
    });
  });
}

const parsed = (text: string): unknown => JSON.parse(text);
