// Asks what its arguments say and prints the answers as JSON on stdout; run in a terminal by the tests.
import { canAsk, choose, typeName } from '../../src/terminal/prompts.ts';
import { HOSTILE } from './hostile.ts';

const terminal = { stdin: process.stdin, stderr: process.stderr };

const QUESTIONS = {
  can: () => Promise.resolve(canAsk(terminal)),
  choose: () =>
    choose(terminal, 'How should it step down?', [
      {
        value: 'evict',
        label: 'fence, evict its Pod     new leader in 4 to 6s      writes the Lease, evicts 1 Pod',
        short: 'fence, evict its Pod',
      },
      {
        value: 'wait',
        label: 'fence, wait              new leader in about 13s    writes the Lease only',
        short: 'fence, wait',
      },
      { value: 'nothing', label: 'do nothing' },
    ]),
  name: () => typeName(terminal, "Type the Lease's name to go on:", 'reconciler'),
  hostile: () => typeName(terminal, "Type the Lease's name to go on:", HOSTILE),
};

async function main(): Promise<void> {
  for (const question of process.argv.slice(2)) {
    const answer = await QUESTIONS[question as keyof typeof QUESTIONS]();
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

void main();
