// Command lines that hold a value: what is said of a hostile one has the lines of a harmless one.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Outcome } from '../program.ts';
import { temporary } from './archive.ts';
import { forgesNothing, hasTheLinesOf, isNoWider, isPrintable } from './judged.ts';
import { Program } from './program.ts';
import { HARMLESS, VALUES } from './values.ts';

export const program = new Program();
export const folder = temporary();
export const ARCHIVE = join(import.meta.dirname, '..', 'fixtures', 'cluster');

after(async () => {
  await program.end();
  rmSync(folder, { recursive: true });
});

export type Line = (value: string) => Promise<Outcome>;

/** `otherwise`: rows in which the value decides which sentence is said. */
export function everyRow(
  lines: Readonly<Record<string, Line>>,
  { otherwise = [] as readonly string[] } = {},
): void {
  for (const [what, line] of Object.entries(lines)) {
    test(`${what}: hostile text forges no line of what is said of it`, async () => {
      const harmless = await line(HARMLESS);
      assert.notEqual(harmless.stdout + harmless.stderr, '');
      const wrong: string[] = [];
      for (const [title, value] of Object.entries(VALUES)) {
        const outcome = await line(value);
        try {
          assert.doesNotMatch(outcome.stderr, /internal error/);
          isPrintable(outcome);
          forgesNothing(outcome);
          isNoWider(outcome, 'lines');
          if (!otherwise.includes(what)) hasTheLinesOf(outcome, harmless);
        } catch (thrown) {
          wrong.push(`${title}: ${(thrown as Error).message.slice(0, 500)}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
}
