// What a timeline tells from Events, of both APIs, and how they join what is known.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RawObject } from '../../src/lease/lease.ts';
import { auditEvent, REF } from '../audit/events.ts';
import { HELD, leaseOf } from './told-lease.ts';
import { leaderEvent, moment, told, trailOf, wrote, type Sources } from './told.ts';

const BECAME = 'became leader';
const STOPPED = 'stopped leading';

describe('a timeline from Events', () => {
  const rows: [title: string, events: RawObject[], expected: string[], more?: Sources][] = [
    [
      'tells who led, one after another',
      [leaderEvent('b', BECAME, 50), leaderEvent('a', BECAME, 1)],
      [
        '1..2 acquired a <event likely> first',
        '50..51 taken-over b <event likely> from a former until ?',
      ],
      { lease: leaseOf({}) },
    ],
    [
      'tells that a leader stopped, and who acquired it after that',
      [
        leaderEvent('a', BECAME, 100),
        leaderEvent('a', STOPPED, 140),
        leaderEvent('b', BECAME, 150),
      ],
      [
        '100..101 acquired a <event likely>',
        '140..141 stopped a <event likely>',
        '150..151 taken-over b <event likely> from a',
      ],
    ],
    [
      'joins the Event to the row that the Lease tells, though the clock is wrong',
      [leaderEvent('a', BECAME, 140)],
      ['100 (own clock) acquired a <lease event> first'],
      { lease: leaseOf(HELD), now: 202 },
    ],
    [
      'tells what an Event tells besides, though the identity is the same',
      [leaderEvent('a', BECAME, 20), leaderEvent('a', BECAME, 100)],
      [
        '20..21 acquired a <event likely>',
        '100 (own clock) restarted a <lease event likely> from a',
      ],
      { lease: leaseOf({ ...HELD, leaseTransitions: 1 }), now: 202 },
    ],
    [
      'tells the first and the last of Events that were counted together',
      [leaderEvent('a', BECAME, 20, { count: 4, lastTimestamp: `${moment(90).slice(0, 19)}Z` })],
      ['20..21 acquired a <event likely>', '90..91 restarted a <event likely> from a'],
    ],
    [
      'reads those of events.k8s.io, with their microseconds',
      [
        {
          ...{ apiVersion: 'events.k8s.io/v1', reason: 'LeaderElection', note: 'a became leader' },
          ...{ eventTime: moment(20.5), regarding: { kind: 'Lease', ...REF, uid: 'uid-1' } },
        },
      ],
      ['20.5 acquired a <event likely>'],
    ],
    [
      'reads old Events through the new API',
      [
        {
          ...{ apiVersion: 'events.k8s.io/v1', reason: 'LeaderElection', note: 'a became leader' },
          ...{ eventTime: null, deprecatedFirstTimestamp: moment(20), deprecatedCount: 1 },
        },
      ],
      ['20 acquired a <event likely>'],
    ],
    [
      'concludes from an Event about another Lease of that name that this one was made anew',
      [leaderEvent('z', BECAME, -500, { involvedObject: { kind: 'Lease', ...REF, uid: 'uid-0' } })],
      [
        '-500..-499 acquired z <event likely>',
        '0..1 recreated - <lease event>',
        '100 (own clock) acquired a <lease> first',
      ],
      { lease: leaseOf(HELD), now: 202 },
    ],
    [
      'takes an Event that the audit log contradicts for a guess',
      [leaderEvent('evil', BECAME, 100)],
      [
        '0 acquired a <audit> first',
        '100..101 taken-over evil <event guess> from a former until ?',
      ],
      {
        audit: trailOf([
          wrote(0, { holder: 'a' }, { verb: 'create', code: 201 }),
          auditEvent({ at: 300, name: 'another' }),
        ]),
      },
    ],
    [
      'leaves out what is no word of an elector',
      [
        leaderEvent('a', BECAME, 1, { reason: 'Other' }),
        leaderEvent('a', BECAME, 1, { message: 'a became Leader' }),
        leaderEvent('a', BECAME, 1, { message: `${'x'.repeat(5000)} became leader` }),
        leaderEvent('a', BECAME, 1, { firstTimestamp: 'yesterday', lastTimestamp: 7 }),
        {},
      ],
      [],
    ],
  ];
  for (const [title, events, expected, more = {}] of rows) {
    test(title, () => {
      assert.deepEqual(told({ events, ...more }), expected);
    });
  }
});
