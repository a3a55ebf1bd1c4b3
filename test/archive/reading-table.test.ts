// What a file may be made of: each ends in an answer or in one sentence, and soon.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ROWS } from './reading-rows.ts';
import { readBytes, readPath } from './reading.ts';

describe('a file', () => {
  for (const [title, content, came, limits] of ROWS) {
    test(`that is ${title} is read, or said to be not readable, within two seconds`, async () => {
      const started = performance.now();
      const { objects, error } = await readBytes(Buffer.from(content), limits);
      const outcome = (error ?? objects.join(', ')).replace('error: standard input ', '');
      if (typeof came === 'string') assert.equal(outcome, came);
      else assert.match(outcome, came);
      assert.ok(performance.now() - started < 2000);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }
});

describe('standard input', () => {
  async function* endless(pause: number): AsyncGenerator<Buffer> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      yield Buffer.from('#');
    }
  }

  test('that says nothing, and one that never ends, end at the limit of time', async () => {
    for (const pause of [2000, 5]) {
      const started = performance.now();
      const { error } = await readPath('-', { stdin: endless(pause), limits: { time: 300 } });
      assert.equal(error, 'error: standard input takes longer than 300 milliseconds');
      assert.ok(performance.now() - started < 600);
    }
  });
});
