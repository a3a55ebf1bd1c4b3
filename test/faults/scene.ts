// What the table runs: a fault, injected for one program, met by it and told in the right words.
import assert from 'node:assert/strict';
import type { Outcome } from '../program.ts';
import type { Expected } from './fault.ts';

export interface Scene {
  readonly row: string;
  readonly title: string;
  play(program: string, tally: Tally): Promise<void>;
}

/** A fault that was injected and did not hit fails its test before it is counted. */
export interface Tally {
  injected(): void;
  hit(): void;
}

export function judge(came: Outcome, expected: Expected, url = ''): void {
  const { code = 1, stdout = '', stderr = '' } = expected;
  says(came.stderr, typeof stderr === 'string' ? stderr.replaceAll('SERVER', url) : stderr);
  says(came.stdout, stdout);
  assert.equal(came.code, code);
}

function says(came: string, expected: Expected['stdout'] & {}): void {
  if (typeof expected === 'function') assert.ok(expected(came), 'the output is as expected');
  else if (typeof expected === 'string') assert.equal(came, expected);
  else assert.match(came, expected);
}
