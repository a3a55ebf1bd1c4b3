// What fails while a leadership is taken away: injected for real into each request of a step-down.
import { after, describe, test } from 'node:test';
import { PROGRAMS } from '../../program.ts';
import { broken } from './broken.ts';
import { changed } from './changed.ts';
import { colleagues } from './colleagues.ts';
import { endings } from './endings.ts';
import { noAnswer } from './no-answer.ts';
import { overtaken } from './overtaken.ts';
import { onLeaseServer } from './play.ts';
import { records } from './records.ts';
import { refused } from './refused.ts';
import { restarts } from './restarts.ts';
import { signals } from './signals.ts';
import { silentHolder } from './silent.ts';

const count = { faults: 0, injected: 0, hit: 0 };
const tally = {
  injected: () => (count.injected += 1),
  hit: () => (count.hit += 1),
};

after(() => {
  console.log(`faults of step-downs ${count.faults}, injected ${count.injected}, hit ${count.hit}`);
});

const rows = [
  // What takes longest comes first.
  ...[...broken, ...restarts, ...noAnswer, ...signals, ...endings],
  ...[...refused, ...changed, ...silentHolder, ...overtaken, ...records, ...colleagues],
];

describe('faults of a step-down', { concurrency: true }, () => {
  for (const [kind, program] of Object.entries(PROGRAMS)) {
    describe(`on a loopback server (${kind})`, { concurrency: 6 }, () => {
      for (const scene of rows.map(onLeaseServer)) {
        count.faults += 1;
        test(`${scene.row}: ${scene.title}`, () => scene.play(program, tally));
      }
    });
  }
});
