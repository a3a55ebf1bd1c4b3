// The API server's clock, from whole seconds that are past when they are heard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SECOND } from '../../src/lease/time.ts';
import { ServerClock } from '../../src/operation/server-clock.ts';
import { NOW } from '../lease/leases.ts';

const near = (clock: ServerClock, expected: number): void => {
  assert.ok(Math.abs(clock.now() - expected) < 0.5 * SECOND, `${clock.now()} is not ${expected}`);
};

test('it is what was told, whatever this machine says', () => {
  near(new ServerClock(NOW - 3600 * SECOND), NOW - 3600 * SECOND);
});

test('it goes on by itself', async () => {
  const clock = new ServerClock(NOW);
  const first = clock.now();
  await delay(60);
  const passed = (clock.now() - first) / SECOND;
  assert.ok(passed >= 0.05 && passed < 5, `${passed}s`);
});

test('an answer that tells a later moment is believed', () => {
  const clock = new ServerClock(NOW);
  clock.tell(NOW + 4 * SECOND);
  near(clock, NOW + 4 * SECOND);
});

for (const jump of [17, 20, 3600, 5_000_000_000]) {
  test(`an answer whose Date jumps ahead by ${jump} s is of another clock: it is not believed`, () => {
    const clock = new ServerClock(NOW);
    clock.tell(NOW + jump * SECOND);
    near(clock, NOW);
  });
}

test("the server's own stamp is believed where the first Date was an hour off", () => {
  for (const off of [-3600, 3600]) {
    const clock = new ServerClock(NOW + off * SECOND);
    clock.stamped(NOW);
    near(clock, NOW);
  }
});

test('a stamp of whole seconds changes nothing where the clock was right', () => {
  const clock = new ServerClock(NOW);
  clock.stamped(NOW - SECOND);
  clock.stamped(undefined);
  near(clock, NOW);
});

test('an answer that tells an earlier one was rounded, or slow: it is not', () => {
  const clock = new ServerClock(NOW);
  clock.tell(NOW - SECOND);
  near(clock, NOW);
});

test('an answer without a Date tells nothing', () => {
  const clock = new ServerClock(NOW);
  clock.tell(undefined);
  near(clock, NOW);
});

test('its moments are whole microseconds', () => {
  assert.ok(Number.isSafeInteger(new ServerClock(NOW + 0.25).now()));
});
