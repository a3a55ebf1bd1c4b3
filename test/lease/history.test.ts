// What history looks at, and what it makes of what it may not see.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Seen } from '../../src/lease/evidence.ts';
import { historyOf } from '../../src/lease/history.ts';
import type { Lease, RawObject } from '../../src/lease/lease.ts';
import { lookInWords, type Look } from '../../src/lease/look.ts';
import { recentTransitions } from '../../src/lease/recent-transitions.ts';
import { SECOND } from '../../src/lease/time.ts';
import { REF, START } from '../audit/events.ts';
import { HELD, leaseOf } from './told-lease.ts';
import { leaderEvent, moment, timeline, trailOf, wrote } from './told.ts';

const CREATE = { verb: 'create', code: 201 };
/** b took over from a. */
const AUDIT = trailOf([
  wrote(0, { holder: 'a' }, CREATE),
  wrote(30, { holder: 'b', acquired: 30, transitions: 1 }, { on: 0 }),
]);

/** Answers looks, and remembers them. */
function world(answers: Partial<Record<Look['resource'], Seen<readonly RawObject[]>>>) {
  const looks: string[] = [];
  return {
    looks,
    look(look: Look): Promise<Seen<readonly RawObject[]>> {
      looks.push(`${lookInWords(look)}${look.name === undefined ? '' : ` ${look.name}`}`);
      return Promise.resolve(answers[look.resource] ?? { seen: true, value: [] });
    },
  };
}

function found(lease: Lease) {
  const clock = { now: START + 300 * SECOND, source: 'server', restamps: undefined } as const;
  return { raw: { kind: 'Lease' }, lease, clock };
}

function pod(name: string, ...ends: (string | undefined)[]): RawObject {
  const containerStatuses = ends.map((finishedAt) =>
    finishedAt === undefined ? {} : { lastState: { terminated: { finishedAt } } },
  );
  return { metadata: { name }, status: { containerStatuses } };
}

describe('the history of a Lease', () => {
  const NOTHING: Seen<readonly RawObject[]> = {
    seen: false,
    why: 'cannot list events (forbidden)',
  };

  test('costs one look at Events where nobody was deposed', async () => {
    const { looks, ...evidence } = world({});
    await historyOf(REF, found(leaseOf(HELD)), undefined, evidence);
    assert.deepEqual(looks, ['list events in payments']);
  });

  test('looks at candidates of a coordinated election, and at the Pods of three that were deposed', async () => {
    const { looks, ...evidence } = world({});
    const audit = trailOf(
      ['a', 'b', 'c', 'd', 'e'].map((holder, at) =>
        wrote(at, { holder, acquired: at, strategy: 'OldestEmulationVersion' }),
      ),
    );
    const lease = leaseOf({ ...HELD, holderIdentity: 'e', strategy: 'OldestEmulationVersion' });
    await historyOf(REF, found(lease), audit, evidence);
    assert.deepEqual(looks, [
      'list events in payments',
      'list leasecandidates in payments',
      ...['d', 'c', 'b'].map((name) => `get pods in payments ${name}`),
    ]);
  });

  test('takes the end of the only container of a former leader for its end', async () => {
    const evidence = world({ pods: { seen: true, value: [pod('a', moment(41))] } });
    const history = await historyOf(REF, found(leaseOf(HELD)), AUDIT, evidence);
    const [leader] = history?.rows.flatMap(({ detail }) => detail.formerLeader ?? []) ?? [];
    assert.deepEqual([leader?.basis, leader?.until], ['container', START + 41 * SECOND]);
  });

  test('does not where another of its containers has never ended', async () => {
    const evidence = world({ pods: { seen: true, value: [pod('a', moment(41), undefined)] } });
    const history = await historyOf(REF, found(leaseOf(HELD)), AUDIT, evidence);
    const [leader] = history?.rows.flatMap(({ detail }) => detail.formerLeader ?? []) ?? [];
    assert.equal(leader?.basis, undefined);
  });

  test('says of Events that may not be seen why, and never that there are none', async () => {
    const evidence = world({ events: NOTHING });
    const history = await historyOf(REF, found(leaseOf(HELD)), undefined, evidence);
    assert.deepEqual(history?.coverage.events, NOTHING);
    assert.equal(history.rows.length, 1);
  });

  test('is there for a Lease that is gone as far as Events tell, as of the last of them', async () => {
    const value = [leaderEvent('a', 'became leader', 10)];
    const history = await historyOf(
      REF,
      undefined,
      undefined,
      world({ events: { seen: true, value } }),
    );
    assert.deepEqual([history?.rows.length, history?.raw], [1, undefined]);
    assert.deepEqual(history?.clock, {
      now: START + 11 * SECOND,
      source: 'newest',
      restamps: undefined,
    });
  });

  test('is not there where nothing tells of the Lease', async () => {
    assert.equal(await historyOf(REF, undefined, undefined, world({})), undefined);
    assert.equal(
      await historyOf(REF, undefined, trailOf([]), world({ events: NOTHING })),
      undefined,
    );
  });
});

describe('recent transitions', () => {
  test('are the last rows that say who held it, and the last change of holder', () => {
    const spec = { ...HELD, holderIdentity: 'b', acquireTime: moment(30), leaseTransitions: 1 };
    const all = timeline({ audit: AUDIT, lease: leaseOf(spec) });
    const told = (most: number) =>
      recentTransitions(all, most).rows.map(({ event, holder }) => `${event} ${holder ?? ''}`);
    assert.deepEqual(told(5), ['acquired a', 'taken-over b']);
    assert.deepEqual(told(1), ['taken-over b']);
    assert.deepEqual(recentTransitions(all, 1).last?.source, ['lease', 'audit']);
  });

  test('have no last one where nobody followed the first holder', () => {
    const { rows, last } = recentTransitions(timeline({ lease: leaseOf(HELD), now: 202 }), 5);
    assert.deepEqual([rows.length, last], [1, undefined]);
  });
});
