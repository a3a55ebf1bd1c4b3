// Plays a row: a loopback server that really sends it, and what the program says, takes and ends with.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measuredRun, type Run } from './measured-run.ts';
import { LS, type Row } from './row.ts';

/** Milliseconds for the program to start on a busy machine. */
const START = 4000;
const MEMORY = 400;
/** Megabytes that Node itself takes beyond what the shipped file takes. */
const NODE = 20;

export async function play(row: Row, program: string): Promise<Run> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-limits-'));
  for (const [name, content] of Object.entries(row.files ?? {})) {
    await writeFile(join(directory, name), content, { mode: 0o755 });
  }
  const undo = await row.prepare?.(directory);
  let visits = 0;
  const server = createServer({ noDelay: true }, (request, response) => {
    response.on('error', () => undefined);
    const path = request.url ?? '';
    row.answer?.({ request, response, path, nth: (visits += 1) });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const put = (text: string): string => text.replaceAll('SERVER', url).replaceAll('DIR', directory);
  try {
    const words = [...program.split(' '), ...(row.words ?? LS).map(put)];
    const { PATH = '' } = process.env;
    const env = { PATH, HOME: directory, ...row.env };
    const { stdin, patience } = row;
    const run = await measuredRun(words, {
      ...{ cwd: directory, env },
      ...(stdin === undefined ? {} : { stdin }),
      ...(patience === undefined ? {} : { patience }),
    });
    const { memory } = row;
    const most = memory !== undefined && program.endsWith('run.js') ? memory + NODE : memory;
    judge({ ...row, ...(most === undefined ? {} : { memory: most }) }, run, put);
    return run;
  } finally {
    undo?.();
    server.close();
    server.closeAllConnections();
    await rm(directory, { recursive: true });
  }
}

function judge(row: Row, run: Run, put: (text: string) => string): void {
  const { code = 1, stderr, stdout, limit, memory = MEMORY } = row;
  if (typeof stderr === 'string') assert.equal(run.stderr, put(stderr));
  else assert.match(run.stderr.slice(0, 100_000), new RegExp(put(stderr.source), stderr.flags));
  if (stdout) assert.match(run.stdout, stdout);
  else assert.equal(run.stdout, '');
  assert.equal(run.code, code);
  assert.ok(run.peak > 10, 'its memory was measured');
  assert.ok(run.peak <= memory, `it took ${Math.round(run.peak)} MB`);
  if (limit === undefined) return;
  const most = 2 * limit + START;
  assert.ok(run.milliseconds <= most, `it took ${Math.round(run.milliseconds)} ms`);
}
