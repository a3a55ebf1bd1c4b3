// One field after the other is hostile, and the rest of the archive as it was recorded.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { objectsOf, slot, slotsOf, temporary, written, type Scene } from './archive.ts';
import { forgesNothing, isNoWider, isPrintable } from './judged.ts';
import { isInert } from './markdown.ts';
import { Program } from './program.ts';
import { FORGED } from './values.ts';

const program = new Program();
const folder = temporary();
const count = { slots: 0, lines: 0 };

after(async () => {
  await program.end();
  rmSync(folder, { recursive: true });
  console.log(`hostile fields ${count.slots}, command lines ${count.lines}`);
});

/** Something of everything, and long. */
const VALUE = `x\n${FORGED}\r\u001b[2J\u009b31m\u202e\u2028\u0000\ud83d @u #1 [l](http://e.example) \`c\` | $x$ ${'w'.repeat(3000)}`;

const RELEASE = ['--reason', 'hangs', '--dry-run'];

/** The command lines that print the most of each archive. */
const LINES: Readonly<Record<Scene, readonly (readonly string[])[]>> = {
  incident: [
    ['describe', 'payments/reconciler', '-o', 'markdown', '--audit-log', 'AUDIT'],
    ['describe', 'payments/reconciler'],
    ['history', 'payments/reconciler', '--audit-log', 'AUDIT'],
    ['force-release', 'payments/reconciler', '--evict-pod', ...RELEASE],
  ],
  drain: [
    ['who-holds', '--node', 'worker-1', '-o', 'wide'],
    ['ls', '-A', '-o', 'wide'],
    ['describe', 'kube-system/kube-scheduler', '-o', 'markdown'],
  ],
  operations: [
    ['describe', 'payments/stepped', '-o', 'markdown'],
    ['history', 'payments/outcomes'],
    ['who-holds', 'payments/fenced'],
    ['force-release', 'payments/left', ...RELEASE],
  ],
  cluster: [
    ['describe', 'kube-node-lease/worker-2', '-o', 'markdown'],
    ['who-holds', 'payments/reconciler'],
    ['describe', 'payments/skewed'],
  ],
};

for (const [scene, lines] of Object.entries(LINES) as [Scene, (typeof LINES)[Scene]][]) {
  const objects = objectsOf(scene);
  describe(`in the archive "${scene}" a hostile`, () => {
    for (const path of slotsOf(objects)) {
      // The same fields again.
      if (path.includes('last-applied-configuration.spec.')) continue;
      test(`${path} forges no line and no mark-up`, async () => {
        const at = written(folder, slot(path, VALUE)(objects));
        count.slots += 1;
        for (const line of lines) {
          count.lines += 1;
          const argv = line.map((word) => (word === 'AUDIT' ? `${at}/audit.log` : word));
          const outcome = await program.type([...argv, '-f', `${at}/objects`]);
          const said = `kubectl lease ${line.join(' ')}`;
          assert.ok(outcome.stdout !== '' || outcome.stderr !== '', said);
          assert.doesNotMatch(outcome.stderr, /internal error/, said);
          isPrintable(outcome);
          forgesNothing(outcome);
          isNoWider(outcome, 'rows');
          if (line.includes('markdown')) isInert(outcome.stdout);
        }
        rmSync(at, { recursive: true });
      });
    }
  });
}
