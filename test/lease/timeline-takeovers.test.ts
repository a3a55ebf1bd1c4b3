// What a timeline tells from audit logs of silences, takeovers and leaders deposed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SECOND } from '../../src/lease/time.ts';
import { auditEvent, START } from '../audit/events.ts';
import { leaderEvent, renewed, told, trailOf, wrote, type Sources } from './told.ts';

const CREATE = { verb: 'create', code: 201 };
const A = { holder: 'a' };
const B = { holder: 'b', acquired: 30, transitions: 1 };

const FIRST = '0 acquired a <audit> first';

describe('a timeline from an audit log', () => {
  const rows: [title: string, logs: (readonly unknown[])[], expected: string[], more?: Sources][] =
    [
      [
        'tells of renewals only who acquired it',
        [[wrote(0, A, CREATE), ...renewed(2, 10, A)]],
        [FIRST],
      ],
      [
        'tells a takeover after the term: silent, expired, taken over',
        [[...renewed(0, 10, A), ...renewed(30, 34, B)]],
        [
          '0 (own clock) acquired a <audit> first',
          '10 late a <audit likely> silent 20',
          '25 expired a <audit likely> silent 20',
          '30 taken-over b <audit> from a former until ?',
        ],
      ],
      [
        'is certain of a silence where the next write is conditional on the last renewal',
        [[wrote(0, A, CREATE), wrote(30, B, { on: 0 })]],
        [
          FIRST,
          '0 late a <audit> silent 30',
          '15 expired a <audit> silent 30',
          '30 taken-over b <audit> from a former until ?',
        ],
      ],
      [
        'tells that somebody took it before the term was over, and that the other goes on',
        [[wrote(0, A, CREATE), wrote(2, B, { on: 0 })]],
        [FIRST, '2 taken-over b <audit> from a early 13 former until 17 (term)'],
      ],
      [
        'tells of a late renewal that it was late',
        [[wrote(0, A, CREATE), wrote(9, A, { on: 0 })]],
        [FIRST, '9 renewed-late a <audit> silent 9'],
      ],
      [
        'tells of a renewal after the term that nobody had taken it',
        [[wrote(0, A, CREATE), wrote(20, A, { on: 0 })]],
        [
          FIRST,
          '0 late a <audit> silent 20',
          '15 expired a <audit> silent 20',
          '20 renewed-late a <audit> silent 20',
        ],
      ],
      [
        'tells no silence where the log itself is silent between two files',
        [[wrote(0, A, CREATE)], [wrote(60, A)]],
        [FIRST],
      ],
      [
        'tells that a process of the same Pod, after a restart of its container, took it',
        [
          [
            wrote(0, { holder: 'a-1_11111111-1111-1111-1111-111111111111' }, CREATE),
            wrote(
              16,
              { holder: 'a-1_22222222-2222-2222-2222-222222222222', transitions: 1 },
              { on: 0 },
            ),
          ],
        ],
        [
          '0 acquired a-1_11111111-1111-1111-1111-111111111111 <audit> first',
          '0 late a-1_11111111-1111-1111-1111-111111111111 <audit> silent 16',
          '15 expired a-1_11111111-1111-1111-1111-111111111111 <audit> silent 16',
          '16 restarted a-1_22222222-2222-2222-2222-222222222222 <audit> from a-1_11111111-1111-1111-1111-111111111111',
        ],
      ],
      [
        'begins with what was there before the log, by the holder’s clock',
        [
          [
            wrote(100, { ...A, acquired: 20, transitions: 4 }),
            wrote(102, { ...A, acquired: 20, transitions: 4 }),
          ],
        ],
        ['20 (own clock) acquired a <audit>'],
      ],
      [
        'tells a hand-over of a coordinated election',
        [
          [
            wrote(
              0,
              { ...A, strategy: 'OldestEmulationVersion' },
              { ...CREATE, user: 'system:apiserver', agent: 'kube-apiserver' },
            ),
            wrote(2, { ...A, strategy: 'OldestEmulationVersion' }),
            wrote(
              4,
              { ...A, strategy: 'OldestEmulationVersion', preferred: 'b' },
              { user: 'system:apiserver', agent: 'kube-apiserver' },
            ),
            wrote(
              10,
              { holder: 'b', strategy: 'OldestEmulationVersion' },
              { user: 'system:apiserver', agent: 'kube-apiserver' },
            ),
            wrote(12, { holder: 'b', strategy: 'OldestEmulationVersion' }),
          ],
        ],
        [
          FIRST,
          '4 preferred a <audit> preferred b',
          '10 handed-over b <audit> from a former until 25 (term)',
        ],
      ],
      [
        'tells when a former leader was awake again, and by when it had stopped, as it says',
        [
          [
            wrote(0, A, CREATE),
            wrote(30, B, { on: 0 }),
            auditEvent({ at: 33, verb: 'get', pod: 'a' }),
            auditEvent({ at: 34, verb: 'get', pod: 'c' }),
          ],
        ],
        [
          '0 acquired a <audit event> first',
          '0 late a <audit> silent 30',
          '15 expired a <audit> silent 30',
          '30 taken-over b <audit> from a former awake 33 until 43 (event)',
        ],
        { events: [leaderEvent('a', 'became leader', 0), leaderEvent('a', 'stopped leading', 43)] },
      ],
      [
        'concludes from its first failed write by when a former leader gave up',
        [
          [
            wrote(0, A, CREATE),
            wrote(30, B, { on: 0 }),
            wrote(40, A, { code: 409 }),
            wrote(42, A, { code: 409 }),
          ],
        ],
        [
          FIRST,
          '0 late a <audit> silent 30',
          '15 expired a <audit> silent 30',
          '30 taken-over b <audit> from a former awake 40 until 55 (term)',
        ],
      ],
      [
        'takes the end of a former leader’s container for its end, and what its Pod asks after that for another’s',
        [
          [
            wrote(0, A, CREATE),
            wrote(30, B, { on: 0 }),
            auditEvent({ at: 50, verb: 'get', pod: 'a' }),
          ],
        ],
        [
          FIRST,
          '0 late a <audit> silent 30',
          '15 expired a <audit> silent 30',
          '30 taken-over b <audit> from a former until 41 (container)',
        ],
        { ends: [{ pod: 'a', at: START + 41 * SECOND }] },
      ],
      [
        'does not take an end before the takeover for that of the leader deposed',
        [[wrote(0, A, CREATE), wrote(30, B, { on: 0 })]],
        [
          FIRST,
          '0 late a <audit> silent 30',
          '15 expired a <audit> silent 30',
          '30 taken-over b <audit> from a former until ?',
        ],
        { ends: [{ pod: 'a', at: START - 10 * SECOND }] },
      ],
    ];
  for (const [title, logs, expected, more = {}] of rows) {
    test(title, () => {
      assert.deepEqual(told({ audit: trailOf(...logs), ...more }), expected);
    });
  }
});
