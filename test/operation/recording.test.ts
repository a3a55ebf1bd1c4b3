// What stays of an operation on its Lease and as an Event, whatever stands in the way.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { byteLength } from '../../src/lease/cut.ts';
import { OPERATION, OPERATION_ID, RECORD } from '../../src/lease/fence.ts';
import { leaseFrom, object, text, type RawObject } from '../../src/lease/lease.ts';
import { formatRecords, operationsIn } from '../../src/lease/operation-record.ts';
import { recordOf, HOSTILE_TEXTS } from '../lease/operations.ts';
import { LEASE } from './courses.ts';
import { candidate } from './electors.ts';
import { ID, leaseOf, planFor, REQUEST } from './plans.ts';
import { carriedOut, type Course, type Ran } from './running.ts';
import { no, type Store } from './store.ts';

const on = {
  released: (store: Store) => {
    candidate(store, 'next');
  },
};

const run = (course: Partial<Course>): Promise<Ran> =>
  carriedOut({ lease: LEASE, plan: planFor(LEASE), on, ...course });

const recordsOf = ({ store }: Ran) => operationsIn(leaseFrom(store.raw ?? {})).ended;

const idOf = (at: number): string => at.toString(16).padStart(8, '0');

function leaseWith(count: number, reason = 'why'): RawObject {
  const records = Array.from({ length: count }, (_, at) => recordOf({ id: idOf(at), reason }));
  return leaseOf({}, { annotations: { [RECORD]: formatRecords(records) } });
}

describe('the record of an operation', () => {
  test('says who, why, what became of it, and when', async () => {
    const ran = await run({});
    const [record, ...others] = recordsOf(ran);
    assert.deepEqual(others, []);
    assert.ok(record !== undefined && ran.recorded !== undefined);
    const { operator, reason, ticket, outcome, before, after } = record;
    assert.deepEqual(
      { operator, reason, ticket, outcome, from: before.holder, to: after?.holder },
      {
        operator: 'alice',
        reason: 'it hangs',
        ticket: 'INC-1',
        outcome: 'led',
        from: 'old',
        to: 'next',
      },
    );
    assert.ok((record.releasedAt ?? 0) > record.at && record.endedAt > (record.releasedAt ?? 0));
    assert.equal(leaseFrom(ran.store.raw ?? {}).annotations.has(OPERATION), false);
    assert.equal(ran.store.events.length, 1);
  });

  for (const count of [0, 1, 9, 10]) {
    test(`after ${count} others the last ten are kept, the newest last`, async () => {
      const lease = leaseWith(count);
      const ids = recordsOf(await run({ lease, plan: planFor(lease) })).map(({ id }) => id);
      const expected = Array.from({ length: count }, (_, at) => idOf(at)).slice(-9);
      assert.deepEqual(ids, [...expected, ID]);
    });
  }

  test('stays within 16 KiB, whatever operators wrote', async () => {
    for (const reason of HOSTILE_TEXTS) {
      const lease = leaseWith(10, reason);
      const ran = await run({
        lease,
        plan: planFor(lease, { bound: 0.02, patience: 0.02 }),
        on: {},
      });
      const kept = leaseFrom(ran.store.raw ?? {}).annotations.get(RECORD) ?? '';
      assert.ok(byteLength(kept) <= 16 * 1024, `${byteLength(kept)} bytes`);
      assert.equal(recordsOf(ran).at(-1)?.id, ID);
    }
  });

  test('an annotation that is no record of ours gives way', async () => {
    const lease = leaseOf({}, { annotations: { [RECORD]: '[{"id":7}, null, "x"' } });
    assert.deepEqual(
      recordsOf(await run({ lease, plan: planFor(lease) })).map(({ id }) => id),
      [ID],
    );
  });

  test('a fence that is left to expire keeps its note, for whoever finds it', async () => {
    const pod = { ref: { namespace: 'payments', name: 'old' }, uid: 'p', node: undefined };
    const plan = planFor(LEASE, {
      ...{ bound: undefined, pod: { ...pod, containers: ['A1'], evictable: true, grace: -59.9 } },
    });
    const ran = await run({ plan });
    assert.equal(ran.result.outcome, 'unled');
    assert.equal(operationsIn(leaseFrom(ran.store.raw ?? {})).open?.id, ID);
    assert.equal(recordsOf(ran)[0]?.outcome, 'unled');
  });

  test('another operation that has come in between is not written over', async () => {
    const leads = (store: Store): void => {
      const { annotations } = leaseFrom(store.raw ?? {});
      store.write(
        'other',
        {},
        { annotations: { ...Object.fromEntries(annotations), [OPERATION_ID]: 'other' } },
      );
    };
    const { recorded } = await run({ on: { ...on, leads } });
    assert.deepEqual(recorded?.lease, {
      ...{ kept: false, why: 'another operation has written the Lease since' },
    });
    assert.equal(recorded.event?.kept, true);
  });

  test('a write of somebody else meanwhile is no matter', async () => {
    let sent = 0;
    const leads = (store: Store): void => {
      store.faults.push(() => {
        sent += 1;
        store.write('other', {}, { annotations: { team: 'a', [OPERATION_ID]: ID } });
        return undefined;
      });
    };
    const ran = await run({ on: { ...on, leads } });
    assert.equal(sent, 1);
    assert.equal(recordsOf(ran)[0]?.id, ID);
    assert.equal(leaseFrom(ran.store.raw ?? {}).annotations.get('team'), 'a');
  });
});

describe('the Event of an operation', () => {
  const answers = [
    ['is made a second time where the server failed', [no(500)], true],
    ['is there already where its name is taken: the first answer was lost', [no(409)], true],
    ['is given up where it is denied', [no(403, 'quota')], false],
  ] as const;
  for (const [title, given, kept] of answers) {
    test(title, async () => {
      const before = (store: Store): void => {
        store.eventAnswers.push(...given);
      };
      const { recorded } = await run({ before });
      assert.equal(recorded?.event?.kept, kept);
      assert.match(text(object(recorded.eventObject['metadata'])['name']) ?? '', /^reconciler\./);
    });
  }

  test('is not made where nobody may, and the Lease keeps the record', async () => {
    const ran = await run({ request: { ...REQUEST, record: false } });
    assert.equal(ran.recorded?.event, undefined);
    assert.equal(ran.store.events.length, 0);
    assert.equal(recordsOf(ran).length, 1);
  });
});

describe('giving up', () => {
  for (const step of ['fenced', 'released', 'leads'] as const) {
    test(`once it has ${step}: no more is written, and what became of it is not known`, async () => {
      const giveUp = (_: Store, give: () => void): void => {
        give();
      };
      const { result, recorded } = await run({ on: { ...on, [step]: giveUp } });
      assert.equal(result.outcome, 'unknown');
      assert.equal(recorded, undefined);
      assert.equal(result.wrote, true);
    });
  }
});
