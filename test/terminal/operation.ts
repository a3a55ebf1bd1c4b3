// Follows an operation whose events are lines of JSON in a pipe; run in a terminal by the tests.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { follow, type Progress } from '../../src/terminal/progress.ts';

/** Stands for a failure of the operation. */
const FAILED = 'failed';

async function* events(fifo: string): AsyncGenerator<Progress> {
  for await (const line of createInterface({ input: createReadStream(fifo) })) {
    if (line === FAILED) throw new Error(FAILED);
    yield JSON.parse(line) as Progress;
  }
}

async function main(fifo: string): Promise<void> {
  const outcome = await follow(process.stderr, events(fifo)).then(
    () => 'ended',
    (thrown: unknown) => (thrown as Error).message,
  );
  process.stdout.write(`${outcome}\n`);
}

void main(process.argv[2] ?? '');
