// A stream that is given up while it is aborted: its end is nobody's failure any more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as soon } from 'node:timers/promises';
import { withTicks } from '../../src/cluster/ticks.ts';

test('a stream whose end fails after it was given up ends nothing else', async () => {
  const unheard = new Promise((resolve) => process.once('unhandledRejection', resolve));
  const lines: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve({ done: false, value: 'line' }),
      // As Bun ends a body that was aborted with a line still to be read.
      return: () => Promise.reject(new Error('The operation was aborted.')),
    }),
  };
  for await (const line of withTicks(lines, 1000)) {
    assert.equal(line, 'line');
    break;
  }
  assert.equal(await Promise.race([unheard, soon('nothing')]), 'nothing');
});
