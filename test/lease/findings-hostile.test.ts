import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, test, type TestContext } from 'node:test';
import type { Found } from '../../src/lease/finding.ts';
import { findingsOf } from '../../src/lease/findings.ts';
import { notLookedAt } from '../../src/lease/findings-unseen.ts';
import type { RawObject } from '../../src/lease/lease.ts';
import { findingDetails, findingLines } from '../../src/view/findings.ts';
import { layOut } from '../../src/view/page.ts';
import { diceOf, type Dice } from '../live/dice.ts';
import { CASES } from './findings/all.ts';
import { recordOf } from './findings/situation.ts';

const ROUNDS = 3000;
const ARCHIVES = 500;

const SITUATIONS = CASES.flatMap(({ given, not }) => [
  ...given.map(([, , , situation]) => situation),
  ...not.map(([, situation]) => situation),
]);

describe('findings of what is foreign', () => {
  test('never throw, whatever stands in a record', async (t) => {
    const dice = diced(t);
    const records = await Promise.all(SITUATIONS.map((it) => recordOf(it)));
    let found = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      found += findingsIn(otherwise(dice.pick(records), dice, TYPED) as Found);
    }
    assert.ok(found > ROUNDS / 2, 'records of which most are still worth a finding');
  });

  test('never throw, whatever an archive holds', async (t) => {
    const dice = diced(t);
    let found = 0;
    for (let round = 0; round < ARCHIVES; round += 1) {
      const broken = (it: RawObject) => named(it, otherwise(it, dice, ANY) as RawObject);
      found += findingsIn(await recordOf({ ...dice.pick(SITUATIONS), broken }));
    }
    assert.ok(found > ARCHIVES / 4, 'archives of which many are still worth a finding');
  });

  test('put no name into a command that a shell would read as more', async () => {
    const name = 'x;reboot';
    const record = await recordOf({ lease: { name, stampedAgo: 60, namespace: '$(id)' } });
    const [finding] = findingsOf(record);
    assert.equal(finding?.id, 'stale-renewal');
    assert.match(finding.advice, /kubectl lease history -n NAMESPACE NAME$/);
  });
});

function diced(t: TestContext): Dice {
  const seed = Number(process.env['FINDINGS_SEED'] ?? randomInt(2 ** 32));
  t.diagnostic(`FINDINGS_SEED=${seed}`);
  return diceOf(seed);
}

/** Nothing but the line ends of the page itself. */
// eslint-disable-next-line no-control-regex -- these are what it looks for
const HOSTILE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

/** How many; all of them are safe to print. */
function findingsIn(record: Found): number {
  const found = findingsOf(record);
  const unseen = notLookedAt(record);
  const lines = [...findingLines(found, unseen), ...findingDetails(found, unseen)];
  assert.doesNotMatch(layOut({ label: 'Findings', lines }), HOSTILE);
  return found.length;
}

/** Without its name and namespace it is not looked for at all. */
function named(before: RawObject, after: RawObject): RawObject {
  const { name, namespace } = before['metadata'] as RawObject;
  const metadata = typeof after['metadata'] === 'object' ? after['metadata'] : {};
  const { apiVersion, kind } = before;
  return { ...after, apiVersion, kind, metadata: { ...metadata, name, namespace } };
}

const STRINGS: readonly string[] = [
  '',
  '\u001b[31m',
  'a\nb',
  '\u202e',
  'x'.repeat(2000),
  '__proto__',
];
const NUMBERS: readonly number[] = [0, 1, -1, 0.1, 1e15, -1e15];

interface Junk {
  readonly strings: readonly unknown[];
  readonly numbers: readonly unknown[];
}
const TYPED: Junk = { strings: STRINGS, numbers: NUMBERS };
const ALL = [...STRINGS, ...NUMBERS, null, true, [], [null], {}, { name: [] }];
const ANY: Junk = { strings: ALL, numbers: ALL };

/** Words of ours in a record: nothing foreign comes in there. */
const OURS: ReadonlySet<string> = new Set([
  ...['kind', 'word', 'basis', 'format', 'confidence', 'answer', 'source', 'standing'],
  ...['means', 'builtIn', 'state', 'operation'],
]);

/** One in 25 of its values is another, and one in 25 of its items is gone. */
function otherwise(value: unknown, dice: Dice, junk: Junk): unknown {
  const strikes = dice.roll(25) === 0;
  // A record says "everywhere" by it.
  if (value === '*') return value;
  if (typeof value === 'string') return strikes ? dice.pick(junk.strings) : value;
  if (typeof value === 'number') return strikes ? dice.pick(junk.numbers) : value;
  if (Array.isArray(value)) {
    return value.filter(() => dice.roll(25) > 0).map((it) => otherwise(it, dice, junk));
  }
  const changed = ([key, it]: readonly [string, unknown]) =>
    [
      key,
      junk === TYPED && typeof it === 'string' && OURS.has(key) ? it : otherwise(it, dice, junk),
    ] as const;
  if (value instanceof Map) return new Map([...(value as Map<string, unknown>)].map(changed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(changed));
}
