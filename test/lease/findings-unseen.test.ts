import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openArchive } from '../../src/archive/archive.ts';
import { findingsOf } from '../../src/lease/findings.ts';
import { notLookedAt } from '../../src/lease/findings-unseen.ts';
import type { Found } from '../../src/lease/finding.ts';
import { leaseRecord } from '../../src/lease/record.ts';
import { recordOf } from './findings/situation.ts';
import { apiServer, COORDINATED, granted, heartbeat, node, pod } from './findings/objects.ts';

const HIDDEN = { seen: false, why: 'forbidden' } as const;

describe('what could not be looked at', () => {
  test('is said, and nothing is found in its place', async () => {
    const bare = await archiveOf('leases.json', { namespace: 'payments', name: 'silent' });
    assert.deepEqual(
      findingsOf(bare).map(({ id }) => id),
      ['stale-renewal'],
    );
    assert.deepEqual(
      notLookedAt(bare).map(({ what }) => what),
      [
        'how often it is renewed',
        'the Pod of its holder',
        'Events about it',
        'all of the other Leases of its namespace',
        'all who may write it',
      ],
    );
  });

  test('of a Lease that is well is only what an archive cannot show', async () => {
    const record = await recordOf();
    assert.deepEqual(findingsOf(record), []);
    assert.deepEqual(notLookedAt(record), [
      { what: 'how often it is renewed', why: ['an archive does not change'] },
    ]);
  });

  test('is nothing, where all was seen', async () => {
    const writes = [{ after: 2 }, { after: 4 }];
    const machines = [{ lease: heartbeat(), others: [node('True')] }, { lease: apiServer('one') }];
    for (const situation of [{}, ...machines]) {
      const record = await recordOf({ ...situation, writes });
      assert.deepEqual(findingsOf(record), []);
      assert.deepEqual(notLookedAt(record), []);
    }
  });

  const rows: [what: string, change: (record: Found) => Found][] = [
    ['the Pod of its holder', (it) => ({ ...it, who: { ...it.who, pod: HIDDEN } })],
    ['its Node', (it) => ({ ...it, node: HIDDEN })],
    ['the other API servers', (it) => ({ ...it, apiServers: HIDDEN })],
    ['Events about it', (it) => ({ ...it, events: HIDDEN })],
    ['the other Leases of its namespace', (it) => ({ ...it, neighbours: HIDDEN })],
    ['how often it is renewed', (it) => ({ ...it, watched: HIDDEN })],
    ['all who may write it', (it) => ({ ...it, writers: { writers: [], unseen: ['forbidden'] } })],
    [
      'all of Events about it',
      (it) => ({ ...it, events: { seen: true, value: [], partly: 'forbidden' } }),
    ],
  ];
  for (const [what, change] of rows) {
    test(`is told: ${what}`, async () => {
      const record = change(await recordOf({ writes: [{ after: 2 }, { after: 4 }] }));
      assert.deepEqual(notLookedAt(record), [{ what, why: ['forbidden'] }]);
      assert.deepEqual(findingsOf(record), []);
    });
  }

  test('of a coordinated election are its candidates and the gate', async () => {
    const record = await recordOf({ lease: COORDINATED, writes: [] });
    const { coordination } = record;
    assert.ok(coordination);
    const hidden = { ...record, coordination: { ...coordination, candidates: HIDDEN } };
    assert.deepEqual(
      notLookedAt(hidden).map(({ what }) => what),
      ['its candidates', 'the feature gate CoordinatedLeaderElection', 'what its holder may do'],
    );
  });

  test('of what nobody holds, or has no term, is not that it was not watched', async () => {
    for (const spec of [{ holderIdentity: '' }, { leaseDurationSeconds: null }]) {
      const { length } = notLookedAt(await recordOf({ lease: { spec } })).filter(
        ({ what }) => what === 'how often it is renewed',
      );
      assert.equal(length, 0);
    }
  });

  test('of a machine that fell silent does not hide that it did', async () => {
    const node = { lease: heartbeat({ stampedAgo: 90 }) };
    const server = { lease: { ...apiServer('one'), stampedAgo: 4000 } };
    const hide = async (situation: typeof node) => ({
      ...(await recordOf(situation)),
      ...{ node: HIDDEN, apiServers: HIDDEN },
    });
    for (const record of [await hide(node), await hide(server)]) {
      assert.deepEqual(
        findingsOf(record).map(({ id }) => id),
        ['stale-renewal'],
      );
    }
  });

  test('is what a holder may do that is only a guess', async () => {
    const record = await recordOf({
      grants: [granted('list secrets')],
      others: [pod({ namespace: 'other' })],
      writes: [],
    });
    assert.deepEqual(findingsOf(record), []);
    assert.deepEqual(notLookedAt(record), [
      {
        what: 'what its holder may do',
        why: ['as whom it asks is only a guess: 2 Pods have that name'],
      },
    ]);
  });

  test('of RBAC leaves what was seen of it a finding', async () => {
    const record = await recordOf({ grants: [granted('list secrets')] });
    const { authority } = record;
    assert.ok(authority);
    const partly = { ...record, authority: { ...authority, unseen: ['cannot list roles'] } };
    assert.deepEqual(
      findingsOf(partly).map(({ id }) => id),
      ['may-read-every-secret'],
    );
    assert.deepEqual(
      notLookedAt(partly).map(({ what }) => what),
      ['how often it is renewed', 'all that its holder may do'],
    );
  });
});

/** Of one file of the fixtures: the Leases, and nothing beside them. */
async function archiveOf(
  file: string,
  ref: { readonly namespace: string; readonly name: string },
): Promise<Found> {
  const evidence = await openArchive({
    path: `${import.meta.dirname}/../fixtures/cluster/${file}`,
    at: Date.parse('2026-11-25T03:00:00Z') * 1000,
    stdin: process.stdin,
    note: () => Promise.resolve(),
  });
  return leaseRecord(ref, evidence, { writes: 0, seconds: 0 });
}
