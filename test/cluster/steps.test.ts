// The steps of a cluster, as a pipe sees them.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { test } from 'node:test';
import { steps } from './steps.ts';
import type { Step } from './steps.ts';

async function written(
  list: readonly Step[],
  signal?: AbortSignal,
): Promise<{ text: string; error: unknown }> {
  let text = '';
  const stderr = new PassThrough().on('data', (chunk: Buffer) => (text += chunk.toString()));
  const error = await steps(stderr, list, signal).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  await finished(stderr.end());
  return { text, error };
}

test('a pipe gets one line a step, with the seconds since the start', async () => {
  const { text } = await written([
    { title: 'fenced', run: () => undefined },
    {
      title: 'released',
      run: (report) => {
        report('released by its holder');
      },
    },
  ]);
  assert.match(text, /^ {2}\d\.\ds {2}fenced\n {2}\d\.\ds {2}released by its holder\n$/);
});

test('a failed step ends the list and its error comes back as it was', async () => {
  const refused = new Error('forbidden');
  const { text, error } = await written([
    { title: 'fenced', run: () => Promise.reject(refused) },
    { title: 'released', run: () => undefined },
  ]);
  assert.equal(error, refused);
  assert.match(text, /^ {2}\d\.\ds {2}failed: fenced\n$/);
});

test('a signal stops the step that is being taken, and the list', async () => {
  const ending = new AbortController();
  const interrupted = new Error('interrupted');
  const waiting = () => {
    ending.abort(interrupted);
    return new Promise(() => undefined);
  };
  const list = [
    { title: 'fenced', run: waiting },
    { title: 'released', run: () => undefined },
  ];
  const { text, error } = await written(list, ending.signal);
  assert.equal(error, interrupted);
  assert.match(text, /^ {2}\d\.\ds {2}stopped: fenced\n$/);
});
