// Operations of ours in a timeline: from their marks and Events to one row for each.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RawObject } from '../../src/lease/lease.ts';
import {
  eventOf,
  FENCED,
  LEFT,
  marked,
  noted,
  NOW_B,
  RECORDED,
  STAMPED,
} from './operation-scene.ts';
import { noteOf, recordOf } from './operations.ts';
import { leaseOf } from './told-lease.ts';
import { leaderEvent, timeline, told, type Sources } from './told.ts';

const cases: readonly (readonly [string, Sources, readonly string[]])[] = [
  [
    'one row of its mark, in which the next leader and our own stamp are',
    { lease: marked([recordOf()], {}, [RECORDED]) },
    [
      '100..101 forced b <lease managedFields mark likely> from a [3f2a91c4 led by alice counts 2 leaderless 0.9] former until 103.8 (release)',
    ],
  ],
  [
    'likely, even where its Event says the same: most electors may write both',
    {
      lease: marked([recordOf()]),
      events: [eventOf(recordOf()), leaderEvent('b', 'became leader', 104)],
    },
    [
      '100..101 forced b <lease mark event likely> from a [3f2a91c4 led by alice counts 2 leaderless 0.9] former until 103.8 (release)',
    ],
  ],
  [
    'not so where its Event says otherwise: the Lease counts',
    {
      lease: marked([recordOf()]),
      events: [eventOf(recordOf({ reason: 'forged', operator: 'bob' }))],
    },
    [
      '100..101 forced b <lease mark likely> from a [3f2a91c4 led by alice counts 2 leaderless 0.9] former until 103.8 (release)',
    ],
  ],
  [
    'of an Event alone',
    { lease: leaseOf(NOW_B, STAMPED), events: [eventOf(recordOf())] },
    [
      '100..101 forced b <lease event likely> from a [3f2a91c4 led by alice counts 2 leaderless 0.9] former until 103.8 (release)',
    ],
  ],
  [
    'not of an Event under another name, of which there may be many',
    {
      lease: leaseOf(NOW_B, STAMPED),
      events: [
        {
          ...eventOf(recordOf()),
          metadata: { ...(eventOf(recordOf())['metadata'] as RawObject), name: 'x' },
        },
      ],
    },
    ['104.6 (own clock) acquired b <lease>'],
  ],
  [
    'a fence that stands',
    { lease: noted(noteOf(), LEFT, FENCED), now: 104 },
    [
      '100..101 forced - <lease mark likely> from a [3f2a91c4 under-way by alice counts 1] former until ?',
    ],
  ],
  [
    'a fence that was left behind, and when somebody could lead',
    { lease: noted(noteOf(), LEFT, FENCED), now: 300 },
    [
      '100..101 forced - <lease mark likely> from a [3f2a91c4 unfinished by alice counts 1] former until ?',
      '103..104 late kubectl-lease/3f2a91c4 <managedFields> silent 197',
      '133..134 expired kubectl-lease/3f2a91c4 <managedFields> silent 197',
    ],
  ],
  [
    'a release, and who took it then',
    {
      lease: marked([recordOf({ plan: 'release', speed: undefined, releasedAt: undefined })], {}, [
        RECORDED,
      ]),
    },
    [
      '100..101 released a <managedFields mark likely> by alice [3f2a91c4 led by alice]',
      '104.6 (own clock) acquired b <lease mark> from a former until ?',
    ],
  ],
  [
    'what wrote nothing',
    { lease: marked([recordOf({ outcome: 'declined', after: undefined, releasedAt: undefined })]) },
    [
      '100..101 attempted a <mark likely> [3f2a91c4 declined by alice]',
      '104.6 (own clock) acquired b <lease>',
    ],
  ],
];

describe('a timeline tells of an operation', () => {
  for (const [title, sources, rows] of cases) {
    test(title, () => {
      assert.deepEqual(told({ now: 202, ...sources }), rows);
    });
  }

  test('as no more than the counter can have been raised by, whatever a mark says', () => {
    const { before, after } = recordOf();
    const forged = recordOf({ before, after: after && { ...after, transitions: 1_000_000 } });
    const { coverage } = timeline({ lease: marked([forged]) });
    assert.deepEqual(coverage.transitions.multiple, [2]);
  });
});
