// Answers about something else than what was asked for: an error that names them, and nothing is written.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PROGRAMS } from '../program.ts';
import { setDesk } from './desk.ts';
import { ofLists, ofOneLease, type Foreign } from './foreign.ts';
import { serve } from './server.ts';

describe('an answer about something else', { concurrency: true }, () => {
  for (const [kind, program] of Object.entries(PROGRAMS)) {
    describe(`is an error that names it (${kind})`, { concurrency: 4 }, () => {
      for (const row of [...ofOneLease, ...ofLists]) test(row.title, () => play(row, program));
    });
  }
});

async function play({ line, answer, stderr }: Foreign, program: string): Promise<void> {
  const methods: string[] = [];
  const server = await serve({
    answer(visit) {
      methods.push(visit.request.method ?? '');
      answer(visit);
    },
  });
  const desk = await setDesk({ server: server.url });
  try {
    const came = await desk.type(line, program);
    assert.ok(methods.length > 0, 'the fault was not met');
    assert.deepEqual([...new Set(methods)], ['GET'], 'something was written');
    assert.match(came.stderr, stderr);
    assert.equal(came.code, 1);
  } finally {
    server.close();
    await desk.clear();
  }
}
