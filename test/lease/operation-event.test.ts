// The Event of an operation: within the API's limits whatever it is made of, and read back as it was.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { byteLength, cutToBytes } from '../../src/lease/cut.ts';
import { eventOperations } from '../../src/lease/event-operation.ts';
import { object, stringMap, type RawObject } from '../../src/lease/lease.ts';
import { eventName, operationEvent } from '../../src/lease/operation-event.ts';
import { formatNote, noteFrom } from '../../src/lease/operation-note.ts';
import {
  formatRecords,
  operationsIn,
  OUTCOMES,
  type OperationRecord,
} from '../../src/lease/operation-record.ts';
import { operationSentence } from '../../src/lease/operation-sentence.ts';
import { after, HOSTILE_TEXTS, noteOf, recordOf } from './operations.ts';

const LEASE = { namespace: 'payments', name: 'reconciler', uid: 'uid-1' };
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Every text of it is that one. */
function hostile(text: string): OperationRecord {
  const { before, after: next } = recordOf();
  return recordOf({
    ...{ operator: text, reason: text, ticket: text, asked: text },
    before: { ...before, holder: text },
    after: next && { ...next, holder: text },
  });
}

describe('the Event of an operation', () => {
  test('has every field that events.k8s.io/v1 asks for, and none that it forbids', () => {
    const event = operationEvent(LEASE, recordOf());
    assert.deepEqual(event, {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: {
        namespace: 'payments',
        name: 'reconciler.3f2a91c4',
        annotations: {
          'kubectl-lease.github.io/operation-id': '3f2a91c4',
          'kubectl-lease.github.io/operator': 'alice',
          'kubectl-lease.github.io/reason': 'split brain drill',
          'kubectl-lease.github.io/ticket': 'INC-4711',
          'kubectl-lease.github.io/plan': 'step-down',
          'kubectl-lease.github.io/speed': 'evict',
          'kubectl-lease.github.io/at': '2026-11-25T03:01:40.000000Z',
          'kubectl-lease.github.io/before':
            '{"uid":"uid-1","holder":"a","acquireTime":"2026-11-25T03:00:00.000000Z","transitions":0}',
          'kubectl-lease.github.io/after':
            '{"uid":"uid-1","holder":"b","acquireTime":"2026-11-25T03:01:44.600000Z","transitions":2}',
          'kubectl-lease.github.io/released-at': '2026-11-25T03:01:43.800000Z',
          'kubectl-lease.github.io/leaderless-seconds': '0.9',
          'kubectl-lease.github.io/outcome': 'led',
        },
      },
      eventTime: '2026-11-25T03:01:48.700000Z',
      type: 'Normal',
      reason: 'ForceReleased',
      action: 'StepDown',
      note: 'alice stepped down a: "split brain drill" (INC-4711); b leads, nobody led for at most 0.9s',
      reportingController: 'kubectl-lease.github.io/force-release',
      reportingInstance: 'kubectl-lease/3f2a91c4',
      regarding: {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        namespace: 'payments',
        name: 'reconciler',
        uid: 'uid-1',
      },
    });
  });

  for (const [at, text] of HOSTILE_TEXTS.entries()) {
    test(`stays within the limits of the API server: hostile text ${at}`, () => {
      for (const outcome of OUTCOMES) {
        const event = operationEvent(LEASE, { ...hostile(text), outcome });
        const annotations = stringMap(object(event['metadata'])['annotations']);
        const size = [...annotations].reduce((sum, pair) => sum + byteLength(pair.join('')), 0);
        assert.ok(size <= 256 * 1024, `annotations of ${size} bytes`);
        assert.ok(byteLength(event['note'] as string) <= 1024);
        assert.ok(Array.from(event['note'] as string).every((point) => point >= ' '));
        assert.ok(byteLength(event['reason'] as string) <= 128);
        assert.equal(object(JSON.parse(JSON.stringify(event)))['note'], event['note']);
      }
    });

    test(`says what became of it all the same: hostile text ${at}`, () => {
      const record = hostile(text);
      assert.match(operationSentence(record), / leads, nobody led for at most 0\.9s$/);
      assert.match(operationSentence({ ...record, outcome: 'unled' }), /; nobody has taken it$/);
    });

    test(`is kept in the Lease in at most 16 KiB, the last at least: hostile text ${at}`, () => {
      const value = formatRecords([hostile(text), hostile(text)]);
      assert.ok(byteLength(value) <= 16 * 1024, `${byteLength(value)} bytes`);
      const annotations = new Map([['kubectl-lease.github.io/record', value]]);
      assert.ok(operationsIn({ annotations }).ended.length >= 1);
    });

    test(`is noted while it is under way: hostile text ${at}`, () => {
      const value = formatNote(noteOf({ operator: text, reason: text, ticket: text }));
      assert.ok(byteLength(value) <= 32 * 1024, `${byteLength(value)} bytes`);
      assert.equal(noteFrom(value)?.id, '3f2a91c4');
    });
  }

  const names: readonly (readonly [string, string])[] = [
    ['reconciler', 'reconciler.3f2a91c4'],
    ['x'.repeat(253), `${'x'.repeat(244)}.3f2a91c4`],
    [`${'x'.repeat(243)}.${'y'.repeat(9)}`, `${'x'.repeat(243)}.3f2a91c4`],
    [`${'x'.repeat(242)}-.${'y'.repeat(9)}`, `${'x'.repeat(242)}.3f2a91c4`],
  ];
  for (const [lease, name] of names) {
    test(`is named after a Lease whose name has ${lease.length} characters`, () => {
      assert.equal(eventName(lease, '3f2a91c4'), name);
      assert.ok(name.length <= 253 && SUBDOMAIN.test(name));
    });
  }
});

describe('an Event of an operation that is read back', () => {
  const inCore = ({ note, regarding, ...rest }: RawObject): RawObject => ({
    ...{ ...rest, apiVersion: 'v1', message: note, involvedObject: regarding },
    ...{ firstTimestamp: null, lastTimestamp: null },
  });
  const cases: readonly (readonly [string, OperationRecord])[] = [
    ['a step-down', recordOf()],
    ['a release', recordOf({ plan: 'release', speed: undefined, releasedAt: undefined })],
    ['a hand-over', recordOf({ plan: 'hand-over', speed: undefined, asked: 'c' })],
    [
      'nobody leads',
      recordOf({ outcome: 'unled', after: undefined, leaderlessSeconds: undefined }),
    ],
    ['no ticket', recordOf({ ticket: undefined })],
    ['an epoch without fields', recordOf({ before: { ...recordOf().before, uid: undefined } })],
  ];
  for (const [title, record] of cases) {
    test(`says what was recorded, in the shape of either API: ${title}`, () => {
      const event = operationEvent(LEASE, record);
      for (const shape of [event, inCore(event)]) {
        const [found] = eventOperations([shape]);
        assert.equal(found?.leaseUid, 'uid-1');
        const stripped = JSON.parse(JSON.stringify(found.record)) as unknown;
        assert.deepEqual(stripped, JSON.parse(JSON.stringify(record)));
      }
    });
  }

  test('is none of ours where anything is missing or malformed', () => {
    const event = operationEvent(LEASE, recordOf());
    const { annotations, ...metadata } = object(event['metadata']);
    const key = (name: string): string => `kubectl-lease.github.io/${name}`;
    const without = (...names: readonly string[]): RawObject =>
      Object.fromEntries(
        Object.entries(object(annotations)).filter(([name]) => !names.map(key).includes(name)),
      );
    const forged = [
      ...['operation-id', 'operator', 'reason', 'plan', 'at', 'outcome'].map((name) => ({
        ...{ ...event, metadata: { ...metadata, annotations: without(name) } },
      })),
      { ...event, eventTime: undefined },
      { ...event, eventTime: 'soon' },
      { ...event, metadata: { annotations: { ...object(annotations), [key('plan')]: 'x' } } },
      {},
      { metadata: null },
    ];
    assert.deepEqual(eventOperations(forged), []);
    const [unclear] = eventOperations([
      {
        ...event,
        metadata: {
          annotations: { ...object(annotations), [key('before')]: '{', [key('after')]: '7' },
        },
      },
    ]);
    assert.deepEqual(unclear?.record.before.holder, '');
  });
});

describe('text cut to bytes', () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['abc', 3, 'abc'],
    ['abcd', 3, '…'],
    ['abcde', 4, 'a…'],
    ['éé', 4, 'éé'],
    ['ééé', 5, 'é…'],
    ['🚨🚨', 7, '🚨…'],
    ['🚨🚨', 6, '…'],
    ['\ud83d', 3, '\ufffd'],
    ['x\ud83d', 3, '…'],
  ];
  for (const [text, most, cut] of cases) {
    test(`${JSON.stringify(text)} in ${most} bytes is ${JSON.stringify(cut)}`, () => {
      assert.equal(cutToBytes(text, most), cut);
      assert.ok(byteLength(cut) <= most);
    });
  }
});

test('the moments of a record are those that it was made with', () => {
  const annotations = new Map([['kubectl-lease.github.io/record', formatRecords([recordOf()])]]);
  const [record] = operationsIn({ annotations }).ended;
  assert.deepEqual([record?.at, record?.endedAt], [after(100), after(108.7)]);
});
