// What the program said of its end is held against the ledger and the audit log.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Facts } from './judge.ts';
import type { LeaseWrite } from './lease-writes.ts';
import type { Stint } from './stints.ts';
import type { Told } from './tool.ts';
import { brokenByWord } from './words.ts';

const stint = (id: string, election: number, from: number): Stint => ({
  id,
  election,
  from,
  to: from + 2,
});
const write: LeaseWrite = {
  ...{ at: 2, verb: 'patch', name: 'reconciler', userAgent: 'kubectl-lease/v0', code: 200 },
  ...{ dryRun: false, fieldManager: 'kubectl-lease', sent: [], left: {} },
};

/** "a 1" led, was fenced, and so on; the program ended at 10. */
const facts = (next: Stint | undefined, writes = [write]): Facts => ({
  ...{ stints: [], overlaps: [], writes, taken: 2, released: 3 },
  ...{ old: stint('a', 1, 0), stopped: 2, next, wentOn: [] },
});

const told = (word: string, code: number): Told => ({
  ...{ from: 0, to: 10, code, stderr: '', lines: [], stdout: '{}' },
  document: { outcome: { word } },
});

describe('an outcome', () => {
  const cases: [
    title: string,
    next: Stint | undefined,
    told: Told,
    words: string[],
    wrote?: false,
  ][] = [
    ['led is right where another leads', stint('b', 1, 4), told('led', 0), []],
    [
      'led is wrong where nobody does',
      undefined,
      told('led', 0),
      ['outcome led, and nobody led next'],
    ],
    [
      'led is wrong of a new process',
      stint('a', 2, 4),
      told('led', 0),
      ['outcome led, and a led next, after a'],
    ],
    ['restarted is right of a new process', stint('a', 2, 4), told('restarted', 0), []],
    [
      'restarted is wrong of another',
      stint('b', 1, 4),
      told('restarted', 0),
      ['outcome restarted, and b led next, after a'],
    ],
    ['unled is right of one who led after its end', stint('b', 1, 11), told('unled', 5), []],
    [
      'unled is wrong of one who led before',
      stint('b', 1, 4),
      told('unled', 5),
      ['outcome unled, and b led next, after a'],
    ],
    [
      'has its own exit code',
      stint('b', 1, 4),
      told('led', 5),
      ['exit code 5 for the outcome led'],
    ],
    [
      'changed is wrong where something was written',
      undefined,
      told('changed', 4),
      ['outcome changed, and it wrote something'],
    ],
    [
      'led is wrong where nothing was written',
      stint('b', 1, 4),
      told('led', 0),
      ['outcome led, and it wrote nothing'],
      false,
    ],
    ['changed is right where nothing was written', undefined, told('changed', 4), [], false],
  ];
  for (const [title, next, said, words, wrote] of cases) {
    test(title, () => {
      assert.deepEqual(brokenByWord(facts(next, wrote === false ? [] : [write]), said), words);
    });
  }
});

test('what is no document is told', () => {
  const nothing = { ...told('', 1), stdout: 'oh', document: undefined };
  assert.deepEqual(brokenByWord(facts(undefined), nothing), ['no document on stdout: "oh"']);
});
