// What a timeline tells from audit logs without bodies (level Metadata): who wrote, never who held.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leaseFrom } from '../../src/lease/lease.ts';
import { auditEvent, REF, type EventOptions } from '../audit/events.ts';
import { leaderEvent, moment, told, timeline, trailOf, type Sources } from './told.ts';

const [A, B] = [{ pod: 'a-1' }, { pod: 'b-1' }];

function event(at: number, options: Partial<EventOptions>): unknown {
  return auditEvent({ at, level: 'Metadata', ...options });
}

/** Writes of one every two seconds. */
function series(from: number, to: number, who: Partial<EventOptions>): unknown[] {
  const events = [];
  for (let at = from; at <= to; at += 2) events.push(event(at, who));
  return events;
}

function leaseOf(holderIdentity: string, acquired: number): ReturnType<typeof leaseFrom> {
  const spec = {
    ...{ holderIdentity, leaseDurationSeconds: 15, leaseTransitions: 1 },
    ...{ acquireTime: moment(acquired), renewTime: moment(acquired) },
  };
  return leaseFrom({ metadata: { ...REF, uid: 'uid-1' }, spec });
}

describe('a timeline from an audit log without bodies', () => {
  const rows: [title: string, events: unknown[], expected: string[], more?: Sources][] = [
    ['tells nothing of renewals', series(0, 20, A), []],
    [
      'tells who created it, and that another writes it from some moment on',
      [event(0, { ...A, verb: 'create', code: 201 }), ...series(2, 6, A), ...series(30, 34, B)],
      ['0 acquired - <audit likely> first', '30 writer-changed - <audit likely>'],
    ],
    [
      'tells silences by the term that the Lease has now, and of whom it names the Pod',
      [...series(0, 6, A), ...series(30, 34, B)],
      [
        '6 late - <audit likely> silent 24',
        '21 expired - <audit likely> silent 24',
        '30 taken-over b-1_x <lease audit likely>',
      ],
      { lease: leaseOf('b-1_x', 29.9) },
    ],
    [
      'joins Events to the Pods that wrote',
      [event(0, { ...A, verb: 'create', code: 201 }), ...series(2, 6, A), ...series(30, 34, B)],
      [
        '0 acquired a-1_x <audit event likely> first',
        '6 late a-1_x <audit likely> silent 24',
        '21 expired a-1_x <audit likely> silent 24',
        '30 taken-over b-1_x <lease audit event likely> from a-1_x former until ?',
      ],
      {
        lease: leaseOf('b-1_x', 29.9),
        events: [
          leaderEvent('a-1_x', 'became leader', 0),
          leaderEvent('b-1_x', 'became leader', 30),
        ],
      },
    ],
    [
      'tells of a person who wrote once, and not that the writer changed',
      [...series(0, 6, A), event(7, { verb: 'patch', user: 'bob' }), ...series(8, 12, A)],
      ['7 edited - <audit likely> by bob'],
    ],
    [
      'tells of a visitor that is no person too',
      [...series(0, 6, A), event(7, { user: 'ci', agent: 'curl' }), ...series(8, 12, A)],
      ['7 edited - <audit likely> by ci'],
    ],
    [
      'tells replicas apart that share a user by their certificates',
      [
        ...series(0, 4, { user: 'kcm', agent: 'kcm', more: certificate('one') }),
        ...series(6, 10, { user: 'kcm', agent: 'kcm', more: certificate('two') }),
      ],
      ['6 writer-changed - <audit likely>'],
    ],
    [
      'tells who deleted it, and that it was created anew',
      [
        ...series(0, 4, A),
        event(5, { verb: 'delete', user: 'bob' }),
        event(6, { ...B, verb: 'create', code: 201 }),
      ],
      [
        '5 deleted - <audit> by bob',
        '6 recreated - <audit likely>',
        '6 acquired - <audit likely> first',
      ],
    ],
    [
      'lets no failed write change anything',
      [...series(0, 4, A), event(5, { ...B, code: 409 }), ...series(6, 8, A)],
      [],
    ],
  ];
  for (const [title, events, expected, more = {}] of rows) {
    test(title, () => {
      assert.deepEqual(told({ audit: trailOf(events), ...more }), expected);
    });
  }

  test('says that it tells writers alone', () => {
    const { coverage } = timeline({ audit: trailOf(series(0, 4, A)) });
    assert.equal(coverage.audit?.tells, 'writers');
  });
});

function certificate(id: string): Record<string, unknown> {
  const extra = { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${id}`] };
  return { user: { username: 'kcm', extra } };
}
