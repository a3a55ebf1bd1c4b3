// A fault at every await after the first write of every operation: nothing ends it before it has said
// what stands, no fence is left unsaid, and two never lead.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { COURSES, type Course } from './injection/courses.ts';
import { CALLS, READS, TIMERS, WRITES, type CallFault } from './injection/faults.ts';
import type { Injection } from './injection/ports.ts';
import { brokenIn } from './injection/promises.ts';
import { carriedOut } from './injection/running.ts';
import { EVENTS, SIGHTS, type StreamFault } from './injection/streams.ts';

const FAULTS: readonly (readonly [
  port: Injection['port'],
  faults: readonly (CallFault | StreamFault)[],
])[] = [
  ['patchLease', WRITES],
  ['lease', READS],
  ['createEvent', WRITES],
  ['evict', WRITES],
  ['watch', EVENTS],
  ['watchPod', SIGHTS],
  ['tell', CALLS],
  ['now', CALLS],
  ['pause', TIMERS],
];

/** What a plan never asks for. */
const UNASKED: ReadonlySet<string> = new Set(
  Object.keys(COURSES)
    .filter((name) => name !== 'step-down, evicting')
    .flatMap((name) => [`${name} evict`, `${name} watchPod`]),
);

const count = { injected: 0, hit: 0, held: 0 };

after(() => {
  console.log(`faults injected ${count.injected}, hit ${count.hit}, held ${count.held}`);
});

/** At each call of that port, until there is no further one; what was broken, by which of them. */
async function struckAtEach(
  course: Course,
  port: Injection['port'],
  fault: CallFault | StreamFault,
): Promise<{ readonly hits: number; readonly broken: readonly string[] }> {
  const broken: string[] = [];
  for (let at = 1; ; at += 1) {
    const ran = await carriedOut(course, { port, fault, at } as Injection);
    if (!ran.isHit) return { hits: at - 1, broken };
    count.injected += 1;
    count.hit += 1;
    const isOurs = ('defect' in fault && fault.defect) || isThrown(fault);
    const found = brokenIn(ran, port === 'now' && !isOurs ? undefined : isOurs);
    if (found.length === 0) count.held += 1;
    broken.push(...found.map((it) => `${port} ${at} ${fault.title}: ${it}`));
  }
}

const isThrown = (fault: CallFault | StreamFault): boolean =>
  'then' in fault && fault.then === 'throws';

for (const [name, course] of Object.entries(COURSES)) {
  describe(`a ${name}`, () => {
    for (const [port, faults] of FAULTS) {
      if (UNASKED.has(`${name} ${port}`)) continue;
      test(`is safe whatever comes of each ${port}`, async () => {
        const found: string[] = [];
        for (const fault of faults) {
          const { hits, broken } = await struckAtEach(course, port, fault);
          assert.ok(hits > 0, `${port} ${fault.title} did not hit`);
          found.push(...broken);
        }
        assert.deepEqual(found, []);
      });
    }
  });
}
