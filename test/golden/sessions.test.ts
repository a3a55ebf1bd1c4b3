// Each .txt file here is a session: what was typed, what came back, and the exit code.
// UPDATE_GOLDEN=1 writes down what comes back now, to be read before it is committed.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runLine } from '../program.ts';

interface Step {
  readonly title: string;
  readonly line: string;
  readonly expected: string;
}

const STEP = /^# (?<title>.+)\n\$ (?<line>.+)\n(?<expected>(?:(?!^# ).*\n?)*)/gm;

for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'))) {
  const path = join(import.meta.dirname, file);
  describe(file.replace('.txt', ''), () => {
    const steps = [...readFileSync(path, 'utf8').matchAll(STEP)].map(({ groups }) => groups as unknown as Step);
    test('is a session with steps', () => {
      assert.ok(steps.length > 0, `${file} holds no step`);
    });
    const seen: string[] = [];
    for (const { title, line, expected } of steps) {
      test(title, async () => {
        const came = transcript(await runLine(line));
        seen.push(`# ${title}\n$ ${line}\n${came}`);
        if (process.env['UPDATE_GOLDEN']) writeFileSync(path, seen.join('\n'));
        else assert.equal(came, expected.replace(/\n+$/, '\n'));
      });
    }
  });
}

function transcript({ stdout, stderr, code }: Awaited<ReturnType<typeof runLine>>): string {
  const errors = stderr.split('\n').slice(0, -1).map((line) => `[stderr] ${line}\n`);
  return `${stdout}${errors.join('')}[exit ${code}]\n`;
}
