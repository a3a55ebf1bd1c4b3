// What a timeline says of itself: counted, seen, and what could not be.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditEvent } from '../audit/events.ts';
import { HELD, leaseOf } from './told-lease.ts';
import { moment, timeline, trailOf, wrote, type Sources } from './told.ts';

describe('the coverage of a timeline', () => {
  const audit = trailOf([
    wrote(0, { holder: 'a' }, { verb: 'create', code: 201 }),
    wrote(30, { holder: 'b', acquired: 30, transitions: 1 }),
    wrote(90, { holder: 'c', acquired: 90, transitions: 2 }),
  ]);
  const at = (transitions: number | null) =>
    leaseOf({
      ...HELD,
      holderIdentity: 'b',
      acquireTime: moment(30),
      leaseTransitions: transitions,
    });
  const rows: [title: string, sources: Sources, expected: unknown][] = [
    [
      'counts what is seen against what the Lease counts',
      { lease: at(1), audit, now: 60 },
      [1, 1, 1],
    ],
    [
      'counts what came after the moment of the count apart',
      { lease: at(2), audit, now: 10 },
      [2, 0, 2],
    ],
    [
      'says that nobody counts where the field is absent',
      { lease: at(null), audit },
      [undefined, 2, 0],
    ],
    [
      'never counts by a coordinated Lease',
      { lease: leaseOf({ ...HELD, strategy: 'x', leaseTransitions: 7 }) },
      [undefined, 0, 0],
    ],
    [
      'counts the transitions that only the Lease tells',
      { lease: leaseOf({ ...HELD, leaseTransitions: 7 }) },
      [7, 1, 0],
    ],
    ['counts nothing of a Lease that is gone', { audit }, [undefined, 2, 0]],
  ];
  for (const [title, sources, expected] of rows) {
    test(title, () => {
      const { counted, seen, later } = timeline(sources).coverage.transitions;
      assert.deepEqual([counted, seen, later], expected);
    });
  }

  test('says that an audit policy seems to leave Leases out', () => {
    const pod = { objectRef: { resource: 'pods', namespace: 'x', name: 'y' } };
    const { coverage } = timeline({ audit: trailOf([auditEvent({ at: 0, more: pod })]) });
    assert.deepEqual([coverage.audit?.dropsLeases, coverage.audit?.tells], [true, 'nothing']);
    const other = trailOf([auditEvent({ at: 0, name: 'another' })]);
    assert.equal(timeline({ audit: other }).coverage.audit?.dropsLeases, false);
  });
});
