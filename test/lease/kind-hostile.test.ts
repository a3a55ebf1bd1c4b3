import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classify } from '../../src/lease/classify.ts';
import { holderName } from '../../src/lease/holder.ts';
import { KINDS } from '../../src/lease/kind.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { written, whole } from '../corpus/corpus.ts';

const MILLION = 1_000_000;
const HOSTILE: readonly unknown[] = [
  null,
  0,
  [],
  {},
  '',
  'constructor',
  '__proto__',
  '\u202e\u0000\n',
  '_'.repeat(MILLION),
  'a'.repeat(MILLION),
  '-'.repeat(MILLION),
  '0.'.repeat(MILLION / 2),
  `${'a-'.repeat(500)}_`,
  `gke-${'-vm_'.repeat(200)}`,
  `${'a_'.repeat(250)}10.0.0`,
];

/** Every way in which one value of the object is another, the object itself among them. */
function* replaced(value: unknown, other: unknown): Generator {
  yield other;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    for (const changed of replaced(member, other)) {
      yield Array.isArray(value) ? [changed] : { ...value, [key]: changed };
    }
  }
}

function judge(raw: unknown): void {
  const lease = leaseFrom((raw ?? {}) as RawObject);
  const found = classify(lease);
  assert.ok(KINDS.includes(found.kind) && found.why !== '');
  assert.equal(typeof holderName(lease, found).name, 'string');
}

describe('a hostile Lease', () => {
  for (const [at, value] of HOSTILE.entries()) {
    test(`with value ${at} anywhere in it is judged, and in no time`, () => {
      const started = performance.now();
      let judged = 0;
      for (const entry of written) {
        for (const raw of replaced(whole(entry), value)) {
          judge(raw);
          judged += 1;
        }
      }
      assert.ok((performance.now() - started) / judged < 5, 'more than 5 ms each');
    });
  }

  test('is no program of ours by a name that every object has', () => {
    const lease = leaseFrom({ metadata: { name: 'constructor', labels: { constructor: 'x' } } });
    assert.equal(classify(lease).kind, 'unknown');
  });
});
