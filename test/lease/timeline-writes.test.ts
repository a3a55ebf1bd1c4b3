// What a timeline tells from audit logs of who wrote into a Lease: released, cleared, edited, deleted.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditEvent } from '../audit/events.ts';
import { told, trailOf, wrote, type Sources } from './told.ts';

const KUBECTL = { user: 'bob', manager: 'kubectl-patch', verb: 'patch' };
const CREATE = { verb: 'create', code: 201 };
const A = { holder: 'a' };
const B = { holder: 'b', acquired: 30, transitions: 1 };

const FIRST = '0 acquired a <audit> first';

describe('a timeline from an audit log', () => {
  const rows: [title: string, logs: (readonly unknown[])[], expected: string[], more?: Sources][] =
    [
      [
        'tells that a new Pod goes on under the same identity',
        [
          [
            wrote(0, A, { ...CREATE, podUid: 'u1' }),
            wrote(2, A, { podUid: 'u1' }),
            wrote(4, A, { podUid: 'u2' }),
          ],
        ],
        [FIRST, '4 restarted a <audit> from a'],
      ],
      [
        'tells a release by its holder, and who acquired it then',
        [[wrote(0, A, CREATE), wrote(2, { term: 1 }, { pod: 'a' }), wrote(3, B)]],
        [FIRST, '2 released a <audit> by itself', '3 acquired b <audit> from a vacant 1'],
      ],
      [
        'tells that somebody cleared it, and that the same process took it back and never stopped',
        [[wrote(0, A, CREATE), wrote(2, {}, KUBECTL), wrote(3, { ...A, transitions: 1 })]],
        [
          FIRST,
          '2 released a <audit> by bob',
          '3 acquired a <audit> from a back never stopped vacant 1',
        ],
      ],
      [
        'does not say that it never stopped where it acquired it anew',
        [
          [
            wrote(0, A, CREATE),
            wrote(2, {}, KUBECTL),
            wrote(3, { ...A, acquired: 3, transitions: 1 }),
          ],
        ],
        [FIRST, '2 released a <audit> by bob', '3 acquired a <audit> from a back vacant 1'],
      ],
      [
        'tells of a holder that lost the race that it goes on for up to its term',
        [[wrote(0, A, CREATE), wrote(2, {}, KUBECTL), wrote(3, B)]],
        [
          FIRST,
          '2 released a <audit> by bob',
          '3 acquired b <audit> from a vacant 1 former until 18 (term)',
        ],
      ],
      [
        'tells who edited its term',
        [
          [
            wrote(0, A, CREATE),
            wrote(2, { ...A, term: 60 }, KUBECTL),
            wrote(4, { ...A, term: 60 }),
          ],
        ],
        [FIRST, '2 edited a <audit> changed [leaseDurationSeconds] by bob'],
      ],
      [
        'tells who wrote beside its spec',
        [[wrote(0, A, CREATE), wrote(2, A, { ...KUBECTL, manager: 'kubectl-annotate' })]],
        [FIRST, '2 edited a <audit> changed [] by bob'],
      ],
      [
        'tells that somebody named its holder, and nothing of that holder’s renewals',
        [[wrote(0, A, CREATE), wrote(2, B, KUBECTL), wrote(4, B), wrote(6, B)]],
        [
          FIRST,
          '2 edited b <audit> from a changed [holderIdentity acquireTime leaseTransitions] by bob former until 17 (term)',
        ],
      ],
      [
        'tells who deleted it, and that it was created anew',
        [
          [
            wrote(0, A, CREATE),
            auditEvent({ at: 2, verb: 'delete', user: 'bob' }),
            wrote(3, { ...B, transitions: 0, uid: 'uid-2' }, CREATE),
          ],
        ],
        [
          FIRST,
          '2 deleted a <audit> by bob',
          '3 recreated b <audit>',
          '3 acquired b <audit> first',
        ],
      ],
      [
        'tells that it was created anew where the deletion was not logged',
        [[wrote(0, A, CREATE), wrote(5, { ...B, transitions: 0, uid: 'uid-2' })]],
        [FIRST, '0..5 recreated b <audit>', '5 acquired b <audit> first'],
      ],
      [
        'takes a deleted collection for likely to have held it',
        [
          [
            wrote(0, A, CREATE),
            auditEvent({
              at: 2,
              verb: 'deletecollection',
              name: '',
              level: 'Metadata',
              user: 'gc',
            }),
          ],
        ],
        [FIRST, '2 deleted a <audit likely> by gc'],
      ],
      [
        'concludes from the counter that it was cleared and taken back unseen',
        [[wrote(0, A, CREATE), wrote(2, A), wrote(4, { ...A, transitions: 1 })]],
        [FIRST, '2..4 acquired a <audit likely> back'],
      ],
      [
        'tells a fence',
        [
          [
            wrote(0, A, CREATE),
            wrote(
              2,
              { holder: 'kubectl-lease/3f2a', transitions: 1 },
              { user: 'alice', agent: 'kubectl-lease' },
            ),
          ],
        ],
        [FIRST, '2 forced - <audit> from a [3f2a fence by alice counts 1] former until 17 (term)'],
      ],
      [
        'takes a write whose body was left out for a renewal, where its holder wrote it',
        [
          [
            wrote(0, A, CREATE),
            auditEvent({ at: 2, pod: 'a', level: 'Metadata' }),
            auditEvent({ at: 4, level: 'Metadata', user: 'bob' }),
            wrote(9, A),
          ],
        ],
        [FIRST, '4 edited a <audit likely> by bob'],
      ],
      [
        'lets no failed write change anything',
        [
          [
            wrote(0, A, CREATE),
            wrote(2, B, { code: 409 }),
            wrote(3, {}, { ...KUBECTL, code: 403 }),
            wrote(4, A),
          ],
        ],
        [FIRST],
      ],
      [
        'tells from requests alone (level Request) what patches made of it',
        [
          [
            wrote(0, A, { ...CREATE, level: 'Request' }),
            auditEvent({
              at: 2,
              ...KUBECTL,
              level: 'Request',
              asked: { spec: { holderIdentity: '' } },
            }),
            wrote(3, { ...A, transitions: 1 }, { level: 'Request' }),
          ],
        ],
        [
          FIRST,
          '2 released a <audit> by bob',
          '3 acquired a <audit> from a back never stopped vacant 1',
        ],
      ],
    ];
  for (const [title, logs, expected, more = {}] of rows) {
    test(title, () => {
      assert.deepEqual(told({ audit: trailOf(...logs), ...more }), expected);
    });
  }
});
