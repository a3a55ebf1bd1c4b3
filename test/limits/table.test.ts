// Whatever comes over the network, from plugins and from configuration has a limit: its size, its
// depth, its time. Each row is met by the shipped file and by the npm package.
import { after, describe, test } from 'node:test';
import { PROGRAMS } from '../program.ts';
import { play } from './play.ts';
import { answerRows } from './rows-answers.ts';
import { auditRows } from './rows-audit.ts';
import { headerRows } from './rows-headers.ts';
import { listRows } from './rows-lists.ts';
import { loginRows } from './rows-login.ts';
import { watchRows } from './rows-watches.ts';
import { wayRows } from './rows-ways.ts';

const rows = [
  ...answerRows,
  ...headerRows,
  ...listRows,
  ...watchRows,
  ...loginRows,
  ...wayRows,
  ...auditRows,
];
const count = { tried: 0, held: 0, peak: 0 };

after(() => {
  console.log(
    `limits: tried ${count.tried}, held ${count.held}, highest peak ${Math.round(count.peak)} MB`,
  );
});

for (const [kind, program] of Object.entries(PROGRAMS)) {
  describe(`what is too large or takes too long (${kind})`, { concurrency: 2 }, () => {
    for (const row of rows) {
      count.tried += 1;
      test(row.title, async (context) => {
        const { peak, milliseconds } = await play(row, program);
        context.diagnostic(`${Math.round(peak)} MB, ${Math.round(milliseconds)} ms`);
        count.peak = Math.max(count.peak, peak);
        count.held += 1;
      });
    }
  });
}
