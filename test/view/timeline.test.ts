// Words of a history: moments, lengths, the one line for the record, and what no session shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HistoryRow } from '../../src/lease/history-row.ts';
import { recentTransitions } from '../../src/lease/recent-transitions.ts';
import { parseTime, SECOND } from '../../src/lease/time.ts';
import { transitionSummary } from '../../src/view/timeline-summary.ts';
import { between, lengthOf } from '../../src/view/timeline-times.ts';
import { formerInWords, whoIn, wordsOf } from '../../src/view/timeline-words.ts';
import { START } from '../audit/events.ts';
import { HELD, leaseOf } from '../lease/told-lease.ts';
import { leaderEvent, timeline, type Sources } from '../lease/told.ts';

const NOW = parseTime('2026-11-25T12:00:00Z') ?? 0;
const AT = parseTime('2026-11-25T03:00:00.250000Z') ?? 0;

describe('a moment in a history', () => {
  const rows: [title: string, from: number, to: number, expected: string][] = [
    ['that is known has tenths', AT, AT, '03:00:00.2'],
    ['of a stamp has whole seconds', AT, AT + SECOND, '03:00:00'],
    ['that is bounded has both ends', AT, AT + 70 * SECOND, '03:00:00 to 03:01:10'],
    [
      'of another day has its day',
      AT - 86_400 * SECOND,
      AT - 86_400 * SECOND,
      '2026-11-24 03:00:00.2',
    ],
    ['across midnight has its days', AT - 4 * 3600 * SECOND, AT, '2026-11-24 23:00:00 to 03:00:00'],
  ];
  for (const [title, from, to, expected] of rows) {
    test(title, () => {
      assert.equal(between(from, to, NOW), expected);
    });
  }
});

test('a length has tenths up to two minutes, and is then in kubectl’s words', () => {
  assert.deepEqual([0, 0.04, 15, 17.51, 119.96, 120, 4000].map(lengthOf), [
    '0s',
    '0s',
    '15s',
    '17.5s',
    '120s',
    '2m',
    '66m',
  ]);
});

describe('who wrote', () => {
  const rows: [title: string, by: HistoryRow['by'], expected: string][] = [
    [
      'is a Pod before its user',
      { pod: 'x-1', user: 'system:serviceaccount:x:y', agent: 'manager' },
      'Pod x-1 with manager',
    ],
    [
      'is a person with their command',
      { user: 'bob', manager: 'kubectl-client-side-apply', agent: 'kubectl' },
      'bob with kubectl client-side-apply',
    ],
    [
      'is a field manager where no user is known',
      { manager: 'kubectl-patch' },
      'manager kubectl-patch',
    ],
    ['is somebody where nothing is known', undefined, 'somebody'],
    ['is somebody where the log names nobody', { user: '' }, 'somebody'],
  ];
  for (const [title, by, expected] of rows) {
    test(title, () => {
      assert.equal(whoIn(by), expected);
    });
  }
});

describe('the words of a row', () => {
  const base: HistoryRow = {
    ...{ event: 'edited', from: AT, to: AT, clock: 'server', holder: 'a_1', by: { user: 'bob' } },
    ...{ source: ['audit'], confidence: 'certain', detail: {} },
  };
  const context = { nameOf: (identity: string) => identity.split('_')[0] ?? '', now: NOW };
  const rows: [row: Partial<HistoryRow>, expected: string][] = [
    [{}, 'written by bob; what changed is not told'],
    [{ detail: { changed: [] } }, 'written by bob; its holder and its term are as before'],
    [{ detail: { changed: ['leaseDurationSeconds'] } }, 'leaseDurationSeconds written by bob'],
    [{ detail: { changed: ['holderIdentity'] } }, 'made its holder by bob'],
    [
      { event: 'taken-over', detail: { previous: 'b_2', early: 3.25 } },
      'took over from b, 3.3s before its term was over',
    ],
    [
      { event: 'taken-over', by: { user: 'bob', agent: 'kubectl', manager: 'kubectl-patch' } },
      'made its holder by bob with kubectl patch',
    ],
    [
      { event: 'restarted', detail: { vacantFor: 2 } },
      'a new process of the same name holds it; nobody held it for 2s',
    ],
    [{ event: 'released', detail: { byHolder: true } }, 'released'],
    [{ event: 'forced' }, 'forced by bob; nothing says why'],
    [{ event: 'forced', holder: undefined }, 'fenced by bob; nothing says why'],
    [{ event: 'preferred', detail: { preferred: 'b_2' } }, 'is to hand over to b, by bob'],
    [{ event: 'handed-over', detail: { previous: 'b_2' } }, 'led, handed over from b'],
    [
      { event: 'writer-changed', detail: { previousWriter: 'x' } },
      'written by bob from here on, before that x',
    ],
    [{ event: 'recreated', by: undefined }, 'created anew'],
    [
      { event: 'stopped', detail: { repeated: 3 } },
      'stopped leading, it says, and 3 times since the one before',
    ],
    [{ event: 'acquired', clock: 'holder' }, 'acquired (by its own clock)'],
  ];
  for (const [row, expected] of rows) {
    test(`of ${row.event ?? 'edited'} are: ${expected}`, () => {
      assert.equal(wordsOf({ ...base, ...row }, context), expected);
    });
  }

  test('of a former leader say on what they rest', () => {
    const leader = { identity: 'b', awakeAt: AT, source: ['audit'], confidence: 'likely' } as const;
    const until = AT + 10 * SECOND;
    assert.deepEqual(
      (['container', 'event', 'term'] as const).map((basis) =>
        formerInWords({ ...leader, until, basis }, NOW),
      ),
      [
        'came back at 03:00:00.2, may have acted until its container ended at 03:00:10',
        'came back at 03:00:00.2, may have acted until 03:00:10, when it stopped leading, it says',
        'came back at 03:00:00.2, may have acted until about 03:00:10: an elector gives up within its term',
      ],
    );
    assert.equal(
      formerInWords({ ...leader, awakeAt: undefined, until: undefined, basis: undefined }, NOW),
      'nothing tells when it stopped',
    );
  });
});

describe('the line for the record', () => {
  const events = [leaderEvent('a', 'became leader', 1), leaderEvent('b', 'became leader', 50)];
  const rows: [sources: Sources, expected: string][] = [
    [{ lease: leaseOf(HELD) }, 'no transition since it was created'],
    [
      { lease: leaseOf({ leaseTransitions: 1 }), events },
      'last: taken over by b at 03:00:50 UTC from a',
    ],
    [
      { lease: leaseOf({ ...HELD, leaseTransitions: 4 }) },
      'last: acquired by a at 03:01:40.0 UTC by its own clock',
    ],
    [
      { lease: leaseOf({ leaseTransitions: 4 }) },
      '4 counted, none of them seen: Events are kept for an hour by default',
    ],
    [
      { lease: leaseOf({ leaseTransitions: null }) },
      'no transition was seen: its writer does not count them',
    ],
  ];
  for (const [sources, expected] of rows) {
    test(`is "${expected}"`, () => {
      const recent = recentTransitions(timeline(sources), 3);
      const context = { nameOf: (identity: string) => identity, now: START };
      assert.equal(transitionSummary(recent, context), expected);
    });
  }
});
