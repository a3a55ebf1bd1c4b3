// Waiting for what a watch tells: until it is so, until the time is up, or until nobody waits any longer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../src/errors.ts';
import { Watching } from '../../src/operation/watching.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { REAL_TIME } from '../../src/timers.ts';
import { ServerClock } from '../../src/operation/server-clock.ts';
import { leaseOf } from './plans.ts';
import { REF, serverNow, Store } from './store.ts';

const item = (raw: RawObject) => ({ raw, lease: leaseFrom(raw) });
const version = (resourceVersion: string) => item(leaseOf({}, { resourceVersion }));

function watching(givenUp = new AbortController()): Watching {
  const { signal } = givenUp;
  return new Watching(version('1000'), {
    givenUp: signal,
    time: REAL_TIME,
    defect: () => assert.fail('a defect'),
  });
}

describe('waiting', () => {
  test('ends at once where it is so already', async () => {
    assert.equal(await watching().until(() => 'so', 60_000), 'so');
  });

  test('asks anew at each change, and at nothing else', async () => {
    const seen = watching();
    let asked = 0;
    const found = seen.until(() => ((asked += 1) === 3 ? asked : undefined), 60_000);
    await new Promise(setImmediate);
    seen.changed();
    await new Promise(setImmediate);
    seen.changed();
    assert.equal(await found, 3);
  });

  test('several who wait are told of the same change', async () => {
    const seen = watching();
    let isSo = false;
    const all = Promise.all([1, 2].map((it) => seen.until(() => (isSo ? it : undefined), 60_000)));
    await new Promise(setImmediate);
    isSo = true;
    seen.changed();
    assert.deepEqual(await all, [1, 2]);
  });

  test('ends when the time is up, with a last question', async () => {
    let asked = 0;
    const never = (): string | undefined => {
      asked += 1;
      return undefined;
    };
    assert.equal(await watching().until(never, 20), undefined);
    assert.equal(asked, 2);
  });

  test('for longer than a timer can be does not end at once', async () => {
    const seen = watching();
    const found = seen.until(() => (seen.isDeleted ? 'so' : undefined), Infinity);
    seen.isDeleted = true;
    await new Promise(setImmediate);
    seen.changed();
    assert.equal(await found, 'so');
  });

  test('ends when nobody waits any longer', async () => {
    const givingUp = new AbortController();
    const found: Promise<unknown> = watching(givingUp).until(() => undefined, 60_000);
    givingUp.abort();
    assert.equal(await found, undefined);
  });
});

describe('the Lease that is watched', () => {
  const sights: readonly (readonly [title: string, seen: readonly string[], last: string])[] = [
    ['is the newest that was told', ['1001', '1003', '1002'], '1003'],
    ['is told by a number, not by its letters', ['999', '10000', '2000'], '10000'],
    ['is what was told last, of a server whose versions are no numbers', ['a', 'b'], 'b'],
  ];
  for (const [title, versions, last] of sights) {
    test(title, () => {
      const seen = watching();
      for (const one of versions) seen.saw(version(one));
      assert.equal(seen.lease?.lease.resourceVersion, last);
    });
  }

  test('is gone once it was deleted, whatever comes late', async () => {
    const store = new Store(leaseOf());
    const seen = watching();
    seen.followLease(REF, store.evidence, new ServerClock(serverNow()));
    store.delete();
    await seen.until(() => (seen.isDeleted ? true : undefined), 60_000);
    seen.saw(version('1001'));
    assert.equal(seen.lease, undefined);
    seen.end();
  });

  test('is read again and again where it may not be watched', async () => {
    const store = new Store(leaseOf());
    const refused = {
      ...store.evidence,
      watch: () => {
        throw new Failure('may not watch');
      },
    };
    const seen = watching();
    seen.followLease(REF, refused, new ServerClock(serverNow()));
    store.write('next', { holderIdentity: 'next' });
    const holder = () => (seen.lease?.lease.holderIdentity === 'next' ? true : undefined);
    assert.equal(await seen.until(holder, 60_000), true);
    seen.end();
  });
});
