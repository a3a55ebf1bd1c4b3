// Operations of ours in a timeline, where an audit log tells of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatRecords } from '../../src/lease/operation-record.ts';
import {
  B,
  eventOf,
  F,
  FIRST,
  GROUP,
  LOGGED,
  marked,
  noted,
  NOW_B,
  OURS,
  RECORDED,
  STAMPED,
} from './operation-scene.ts';
import { noteOf, recordOf } from './operations.ts';
import { leaseOf } from './told-lease.ts';
import { moment, renewed, timeline, told, trailOf, wrote, type Sources } from './told.ts';

const cases: readonly (readonly [string, Sources, readonly string[]])[] = [
  [
    'at the moment and by the user that an audit log tells, with all that it wrote',
    {
      audit: trailOf(LOGGED),
      lease: marked([recordOf()], {}, [RECORDED]),
      events: [eventOf(recordOf())],
    },
    [
      FIRST,
      '100.2 forced b <lease managedFields audit mark event> from a [3f2a91c4 led by alice counts 2 leaderless 0.9] former until 103.8 (release)',
    ],
  ],
  [
    'of the audit log alone, which does not say why',
    { audit: trailOf(LOGGED) },
    [
      FIRST,
      '100.2 forced b <audit> from a [3f2a91c4 fence by alice counts 2 leaderless 4.5] former until 115.2 (term)',
    ],
  ],
  [
    'by whom the audit log says, whatever the mark says',
    { audit: trailOf(LOGGED), lease: marked([recordOf({ operator: 'mallory' })]) },
    [
      FIRST,
      '100.2 forced b <lease audit mark> from a [3f2a91c4 led by alice counts 2 leaderless 0.9] former until 103.8 (release)',
    ],
  ],
  [
    'nobody where it was released and nobody took it',
    {
      audit: trailOf(LOGGED.slice(0, 53)),
      lease: leaseOf(
        { holderIdentity: '', leaseTransitions: 1 },
        [{ manager: 'kubectl-lease', at: 103.8 }],
        {
          annotations: {
            [`${GROUP}/record`]: formatRecords([
              recordOf({ outcome: 'unled', after: undefined, leaderlessSeconds: undefined }),
            ]),
          },
        },
      ),
    },
    [
      FIRST,
      '100.2 forced - <managedFields audit mark> from a [3f2a91c4 unled by alice counts 1] former until 103.8 (release)',
    ],
  ],
  [
    'a fence that expired, after which somebody leads whom it deposed nobody for',
    {
      audit: trailOf([
        ...LOGGED.slice(0, 52),
        wrote(140, { ...B, acquired: 139 }),
        ...renewed(142, 260, { ...B, acquired: 139 }),
      ]),
      lease: noted(noteOf(), { ...NOW_B, acquireTime: moment(139) }, STAMPED),
      now: 260,
    },
    [
      FIRST,
      '100.2 forced - <audit mark> from a [3f2a91c4 unfinished by alice counts 1] former until 115.2 (term)',
      '103.2 late kubectl-lease/3f2a91c4 <audit likely> silent 36.8',
      '133.2 expired kubectl-lease/3f2a91c4 <audit likely> silent 36.8',
      '140 acquired b <lease audit>',
    ],
  ],
  [
    'a dry run is no write',
    {
      audit: trailOf([
        ...LOGGED.slice(0, 50),
        wrote(99, F, {
          ...OURS,
          more: {
            requestURI:
              '/apis/coordination.k8s.io/v1/namespaces/payments/leases/reconciler?dryRun=All&fieldManager=kubectl-lease',
          },
        }),
      ]),
    },
    [FIRST],
  ],
];

describe('a timeline with an audit log tells of an operation', () => {
  for (const [title, sources, rows] of cases) {
    test(title, () => {
      assert.deepEqual(told({ now: 202, ...sources }), rows);
    });
  }

  test('as what the counter of the Lease says', () => {
    const { coverage } = timeline({ audit: trailOf(LOGGED), lease: marked([recordOf()]) });
    const { counted, seen, multiple } = coverage.transitions;
    assert.deepEqual([counted, seen, multiple], [2, 2, [2]]);
  });
});
