// A bundle, read back: the same answers, and no crash where somebody changed it.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { readAuditLogs } from '../../src/audit/audit.ts';
import { openArchive } from '../../src/archive/archive.ts';
import { bundleOf } from '../../src/archive/bundle.ts';
import { readArchive } from '../../src/archive/read.ts';
import { recording } from '../../src/archive/recording.ts';
import { Failure } from '../../src/errors.ts';
import type { Evidence } from '../../src/lease/evidence.ts';
import type { RawObject } from '../../src/lease/lease.ts';
import { leaseRecord } from '../../src/lease/record.ts';
import { SECOND } from '../../src/lease/time.ts';
import { formatDocument } from '../../src/view/document.ts';
import { leaseRecordDocument } from '../../src/view/record-document.ts';
import { recordPage } from '../../src/view/record-page.ts';
import { diceOf, type Dice } from '../live/dice.ts';

const INCIDENT = join(import.meta.dirname, '..', '..', 'examples', 'incident');
const REF = { namespace: 'payments', name: 'reconciler' };
const PATIENCE = { writes: 2, seconds: 5 };
const ROUNDS = 200;
const note = () => Promise.resolve();

function open(path: string, stdin: AsyncIterable<Buffer | string>): Promise<Evidence> {
  return openArchive({ path, at: undefined, stdin, note });
}

/** As a live cluster would have answered: with an audit log, renewals that were seen, and a gate. */
async function asked(): Promise<Evidence> {
  const archive = await open(join(INCIDENT, '4-cleared-by-hand'), Readable.from([]));
  const { raw, clock } = await archive.lease(REF);
  return {
    ...archive,
    audit: (ref) => readAuditLogs([join(INCIDENT, 'record', 'audit.log')], ref, Readable.from([])),
    watched: () =>
      Promise.resolve({
        seen: true,
        value: { sightings: [{ raw, at: clock.now }], until: clock.now + 5 * SECOND },
      }),
  };
}

async function bundled(): Promise<{ bytes: Buffer; expected: string }> {
  const recorded = recording(await asked());
  const record = await leaseRecord(REF, recorded.evidence, PATIENCE);
  return {
    bytes: bundleOf(recorded),
    expected: formatDocument(leaseRecordDocument(record), 'json'),
  };
}

test('a bundle gives the same record, and is itself the same each time', async () => {
  const { bytes, expected } = await bundled();
  const evidence = await open('-', Readable.from([bytes]));
  const record = await leaseRecord({ ...REF, namespace: '' }, evidence, PATIENCE);
  assert.equal(formatDocument(leaseRecordDocument(record), 'json'), expected);
  assert.match(expected, /"tookBack": true/);
  assert.deepEqual((await bundled()).bytes, bytes);
});

test('a bundle that somebody changed gives a record or one sentence', async (t) => {
  const seed = Number(process.env['BUNDLE_SEED'] ?? randomInt(2 ** 32));
  t.diagnostic(`BUNDLE_SEED=${seed}`);
  const dice = diceOf(seed);
  const { bytes } = await bundled();
  const { objects } = await readArchive({ path: '-', stdin: Readable.from([bytes]), note });
  let records = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const changed = objects.map((it) => (dice.roll(3) === 0 ? otherwise(it, dice) : it));
    const content = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: changed });
    try {
      const evidence = await open('-', Readable.from([content]));
      const record = await leaseRecord(REF, evidence, PATIENCE);
      JSON.stringify(leaseRecordDocument(record));
      recordPage(record, false);
      records += 1;
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
    }
  }
  assert.ok(records > ROUNDS / 3, `only ${records} of ${ROUNDS} were still a record`);
});

const JUNK: readonly unknown[] = [null, '', 'x', '__proto__', 0, -1, 1e300, true, [], {}, [null]];

/** About one in 40 of its values is another; it stays what it is called. */
function otherwise(value: RawObject, dice: Dice): RawObject {
  const { apiVersion, kind, ...rest } = value;
  return { ...(struck(rest, dice) as RawObject), apiVersion, kind };
}

function struck(value: unknown, dice: Dice): unknown {
  if (dice.roll(40) === 0) return dice.pick(JUNK);
  if (Array.isArray(value)) return value.map((it) => struck(it, dice));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, struck(it, dice)]));
}
