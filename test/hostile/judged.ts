// Whether an output is safe to print, and has the lines that the same output with harmless text has.
import assert from 'node:assert/strict';
import type { Outcome } from '../program.ts';
import { FORGED, HARMLESS } from './values.ts';

/** Told apart from the program's own list, so that neither can forget what the other knows. */
const UNPRINTABLE =
  /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|[\u115f\u1160\u2800\u3164\uffa0]|\u034f|[\u{e0100}-\u{e01ef}]|\p{M}{6}/u;

/** A value is at most 512 characters of a cell, and 2048 of a line. */
const WIDEST_LINE = 2300;
const WIDEST_ROW = 6000;

export function isPrintable({ stdout, stderr }: Outcome): void {
  for (const [name, text] of Object.entries({ stdout, stderr })) {
    const found = UNPRINTABLE.exec(text);
    const code = found?.[0].codePointAt(0)?.toString(16) ?? '';
    const around = text.slice(Math.max(0, (found?.index ?? 0) - 80), (found?.index ?? 0) + 20);
    assert.equal(found, null, `${name} holds U+${code} behind ${JSON.stringify(around)}`);
  }
}

/** Nothing of a value stands where a line of the program begins. */
export function forgesNothing({ stdout, stderr }: Outcome): void {
  for (const line of `${stdout}${stderr}`.split('\n')) {
    assert.ok(!line.trimStart().startsWith(FORGED), `forged: ${line}`);
    assert.doesNotMatch(line, /^(?:# error: forged|kind: Forged|\{"kind":"Forged")/);
  }
}

export function hasTheLinesOf(outcome: Outcome, harmless: Outcome): void {
  assert.equal(
    outcome.code,
    harmless.code,
    `${outcome.stderr.slice(0, 500)}\nnot ${harmless.stderr.slice(0, 500)}`,
  );
  for (const stream of ['stdout', 'stderr'] as const) {
    const [lines, others] = [outcome[stream].split('\n'), harmless[stream].split('\n')];
    const differs = lines.findIndex((line, at) => openingOf(line) !== openingOf(others[at] ?? ''));
    const around = (all: readonly string[]) =>
      all.slice(Math.max(0, differs - 1), differs + 3).join('\n');
    assert.equal(
      lines.length,
      others.length,
      `${stream}:\n${around(lines)}\nnot\n${around(others)}`.slice(0, 3000),
    );
    for (const [at, line] of others.entries()) {
      const [opening = ''] = line.split(HARMLESS);
      const begins = opening.slice(0, 10).trimEnd();
      if (stream === 'stderr')
        assert.ok(lines[at]?.startsWith(begins), `${lines[at] ?? ''} not ${line}`);
    }
  }
}

export function isNoWider({ stdout, stderr }: Outcome, format: 'rows' | 'lines'): void {
  const most = format === 'rows' ? WIDEST_ROW : WIDEST_LINE;
  const widest = Math.max(...`${stdout}\n${stderr}`.split('\n').map((line) => line.length));
  assert.ok(widest <= most, `a line of ${widest} characters`);
}

function openingOf(line: string): string {
  return /^\s*"?[\w.]*/.exec(line)?.[0].slice(0, 24) ?? '';
}
