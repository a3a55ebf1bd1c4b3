// Follows an operation whose events are lines of JSON in a pipe; run in a terminal by the tests.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { follow, type Progress } from '../../src/terminal/progress.ts';

async function* events(pipe: string): AsyncGenerator<Progress> {
  const lines = createInterface({ input: createReadStream(pipe) });
  const note: Progress = { kind: 'note', text: 'interrupted: it goes on' };
  process.on('SIGINT', () => lines.emit('line', JSON.stringify(note)));
  for await (const line of lines) {
    if (line === 'failed') throw new Error(line);
    yield JSON.parse(line) as Progress;
  }
}

async function main(pipe: string): Promise<void> {
  // As Ctrl-C above: signals are the caller's.
  process.on('SIGHUP', () => undefined);
  // As src/main.ts does it; it is not to be heard while an operation is under way.
  process.stderr.on('error', () => process.exit(141));
  const outcome = await follow(process.stderr, events(pipe)).then(
    () => 'ended',
    (thrown: unknown) => (thrown as Error).message,
  );
  process.stdout.write(`${outcome}\n`);
}

void main(process.argv[2] ?? '');
