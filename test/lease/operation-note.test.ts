// How much of a note, of records and of Events is read: anybody may have written them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventOperations } from '../../src/lease/event-operation.ts';
import { OPERATION, RECORD } from '../../src/lease/fence.ts';
import { operationEvent } from '../../src/lease/operation-event.ts';
import { formatNote, noteFrom, type OperationNote } from '../../src/lease/operation-note.ts';
import { formatRecords, operationsIn } from '../../src/lease/operation-record.ts';
import type { RawObject } from '../../src/lease/lease.ts';
import { parseTime } from '../../src/lease/time.ts';
import { HOSTILE_TEXTS, noteOf, recordOf } from './operations.ts';

const changed = (changes: RawObject): OperationNote | undefined =>
  noteFrom(JSON.stringify({ ...(JSON.parse(formatNote(noteOf())) as RawObject), ...changes }));

const NUMBERS: readonly [field: string, of: keyof OperationNote, most: number][] = [
  ['boundSeconds', 'bound', 3600],
  ['renewSeconds', 'renewEvery', 5],
  ['termSeconds', 'term', 86_400],
  ['intervalSeconds', 'interval', 86_400],
];

describe('a note', () => {
  for (const [field, of, most] of NUMBERS) {
    for (const value of [most + 1, 97_200, 2 ** 31, 1e308]) {
      test(`tells of ${value} as ${field}: no more than ${most} counts`, () => {
        assert.equal(changed({ [field]: value })?.[of], Math.min(value, most));
      });
    }
    for (const value of [0, -1, '7', null, true, [7], {}]) {
      test(`tells of ${JSON.stringify(value)} as ${field}: that counts as not told`, () => {
        assert.deepEqual(changed({ [field]: value })?.[of], changed({ [field]: undefined })?.[of]);
      });
    }
  }

  test('of more than 16 KiB is none of ours', () => {
    assert.equal(changed({ x: 'x'.repeat(16 * 1024) }), undefined);
    assert.ok(changed({ x: 'x'.repeat(8 * 1024) }) !== undefined);
  });

  for (const [at, text] of HOSTILE_TEXTS.entries()) {
    test(`of ours stays below that, and is read again: hostile text ${at}`, () => {
      const before = { uid: 'u', holder: text, acquireTime: undefined, transitions: 0 };
      const ref = { namespace: 'payments', name: 'x' };
      const pod = { ref, uid: 'u', containers: Array.from({ length: 500 }, () => text) };
      const written = formatNote(noteOf({ operator: text, reason: text, before, pod }));
      if (noteFrom(written) === undefined) assert.fail(`${written.length} characters`);
      assert.ok((noteFrom(written)?.pod?.containers.length ?? 0) <= 64);
    });
  }

  test('of a time in the year 10000 is none of ours', () => {
    assert.equal(parseTime('9999-12-31T23:59:59-00:01'), undefined);
    assert.equal(parseTime('0000-01-01T00:00:00+00:01'), undefined);
    assert.ok(parseTime('9999-12-31T23:59:59Z') !== undefined);
    assert.equal(changed({ at: '9999-12-31T23:59:59-00:01' }), undefined);
  });
});

describe('records and Events', () => {
  const of = (record: string) =>
    operationsIn({
      annotations: new Map([
        [RECORD, record],
        [OPERATION, ''],
      ]),
    }).ended.length;

  test('a Lease tells of the last ten operations, however many it lists', () => {
    const one = JSON.parse(formatRecords([recordOf()])) as RawObject[];
    assert.equal(of(JSON.stringify(Array.from({ length: 20 }, () => one[0]))), 10);
  });

  test('records of more than 16 KiB are none of ours', () => {
    const one = JSON.parse(formatRecords([recordOf()])) as RawObject[];
    assert.equal(of(JSON.stringify([...one, 'x'.repeat(16 * 1024)])), 0);
  });

  test('an Event that another controller reported tells of no operation', () => {
    const event = operationEvent({ namespace: 'payments', name: 'x', uid: 'u' }, recordOf());
    assert.equal(eventOperations([event]).length, 1);
    assert.equal(eventOperations([{ ...event, reportingController: 'other' }]).length, 0);
    const { reportingController, ...old } = event;
    assert.equal(eventOperations([old]).length, 0);
    assert.equal(eventOperations([{ ...old, reportingComponent: reportingController }]).length, 1);
  });
});
