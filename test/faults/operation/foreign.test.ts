// Answers about something else while a leadership is taken away, injected for real into each request.
import { after, describe, test } from 'node:test';
import { PROGRAMS } from '../../program.ts';
import { foreign } from './foreign.ts';
import { onLeaseServer } from './play.ts';

const count = { faults: 0, injected: 0, hit: 0 };
const tally = {
  injected: () => (count.injected += 1),
  hit: () => (count.hit += 1),
};

after(() => {
  console.log(`foreign answers ${count.faults}, injected ${count.injected}, hit ${count.hit}`);
});

describe('an answer about something else during a step-down', { concurrency: true }, () => {
  for (const [kind, program] of Object.entries(PROGRAMS)) {
    describe(`is not believed (${kind})`, { concurrency: 6 }, () => {
      for (const scene of foreign.map(onLeaseServer)) {
        count.faults += 1;
        test(scene.title, () => scene.play(program, tally));
      }
    });
  }
});
