// Timers take any duration, and nothing that the runtime warns of is on the screen unasked.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { clamped, pause, within } from '../src/timers.ts';

const ROOT = join(import.meta.dirname, '..');
const LONGEST = 2 ** 31 - 1;

const DURATIONS: readonly (readonly [given: number, taken: number])[] = [
  [-1, 0],
  [-Infinity, 0],
  [NaN, 0],
  [0, 0],
  [0.25, 0.25],
  [30_000, 30_000],
  [LONGEST, LONGEST],
  [LONGEST + 1, LONGEST],
  [1e308, LONGEST],
  [Infinity, LONGEST],
];

describe('a timer', () => {
  for (const [given, taken] of DURATIONS) {
    test(`of ${given} ms is one of ${taken} ms`, () => {
      assert.equal(clamped(given), taken);
    });
  }

  test('ends as soon as its signal is aborted', async () => {
    const ending = new AbortController();
    const paused = pause(Infinity, ending.signal);
    ending.abort();
    await paused;
    await pause(Infinity, ending.signal);
  });

  test('bounds what never comes, and leaves what comes and what is thrown as they are', async () => {
    assert.equal(await within(new Promise(() => undefined), 5), undefined);
    assert.equal(await within(Promise.resolve('came'), 60_000), 'came');
    await assert.rejects(within(Promise.reject(new Error('thrown')), 60_000), /thrown/);
  });
});

/** A program that starts as ours does, and whose runtime has something to warn of. */
const WARNS = `
  const { start } = await import('./src/main.ts');
  start();
  setTimeout(() => {}, -5);
  setTimeout(() => {}, NaN);
  setTimeout(() => {}, 2 ** 31).unref();
  process.emitWarning('a warning of a library', 'FooWarning');
`;

const RUNTIMES = { node: ['--input-type=module'], bun: [] } as const;

describe('a warning of the runtime', () => {
  for (const [runtime, options] of Object.entries(RUNTIMES)) {
    const run = async (env: NodeJS.ProcessEnv) => {
      const command = join(ROOT, 'node_modules', '.bin', runtime);
      const { PATH } = process.env;
      const where = { cwd: ROOT, env: { PATH, ...env } };
      return promisify(execFile)(command, [...options, '-e', WARNS], where);
    };

    test(`is not shown (${runtime})`, async () => {
      const { stdout, stderr } = await run({});
      assert.match(stdout, /kubectl lease COMMAND/);
      assert.equal(stderr, '');
    });

    test(`is shown to who debugs (${runtime})`, async () => {
      const { stderr } = await run({ KUBECTL_LEASE_DEBUG: '1' });
      for (const name of ['TimeoutNegativeWarning', 'TimeoutOverflowWarning', 'FooWarning']) {
        assert.ok(stderr.includes(name), stderr);
      }
    });
  }
});
