// Follows an operation whose events are lines of JSON in a pipe; run in a terminal by the tests.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { follow, meanwhile, type Progress } from '../../src/terminal/progress.ts';

async function* events(pipe: string): AsyncGenerator<Progress> {
  const lines = createInterface({ input: createReadStream(pipe) });
  const note: Progress = { kind: 'note', text: 'interrupted: it goes on' };
  process.on('SIGINT', () => lines.emit('line', JSON.stringify(note)));
  for await (const line of lines) {
    if (line === 'failed') throw new Error(line);
    yield JSON.parse(line) as Progress;
  }
}

/** Until the pipe is closed. */
async function passed(pipe: string): Promise<void> {
  for await (const event of events(pipe)) assert.equal(event.kind, 'note');
}

async function main(pipe: string, passing?: string): Promise<void> {
  // As Ctrl-C above: signals are the caller's.
  process.on('SIGHUP', () => undefined);
  // As src/main.ts does it; it is not to be heard while an operation is under way.
  process.stderr.on('error', () => process.exit(141));
  const shown =
    passing === undefined
      ? follow(process.stderr, events(pipe))
      : meanwhile(process.stderr, passing, () => passed(pipe));
  const outcome = await shown.then(
    () => 'ended',
    (thrown: unknown) => (thrown as Error).message,
  );
  process.stdout.write(`${outcome}\n`);
}

const [, , pipe = '', passing] = process.argv;
void main(pipe, passing);
