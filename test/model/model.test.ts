// The protocol of a step-down as a model, explored by spin in every state (docs/model.md).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { ROOT } from '../../scripts/paths.ts';
import { packagesForModel, thisMachine } from '../cluster/preconditions.ts';
import { CONFIGURATIONS, LIMITS, type Configuration } from './configurations.ts';
import { COURTESY, SAFETY, type Rule } from './rules.ts';
import { explore } from './spin.ts';

const AT_ONCE = { concurrency: 2 };
const page = readFileSync(join(ROOT, 'docs', 'model.md'), 'utf8');

before(() => {
  const [lacking] = packagesForModel({ ...thisMachine, root: false });
  assert.equal(lacking, undefined);
});

describe('the model finds no two leaders', AT_ONCE, () => {
  for (const [name, definitions] of Object.entries(CONFIGURATIONS)) {
    test(`${name}: no state has two leaders, and every state is explored`, async (t) => {
      const { errors, states, isWhole, report } = await explore(definitions);
      assert.ok(isWhole, report);
      assert.equal(errors, 0, report);
      t.diagnostic(`${states} states`);
    });
  }
});

describe('the model finds what a rule prevents', AT_ONCE, () => {
  for (const { name, rule, configuration } of SAFETY) {
    test(`without the rule that ${rule}, the model finds the fault`, async () => {
      const { errors, report } = await explore(without(name, configuration));
      assert.equal(errors, 1, report);
      assert.match(report, /assertion violated/);
    });
  }
  for (const { name, rule, configuration } of COURTESY) {
    test(`without the rule that ${rule}, nobody leads beside another`, async () => {
      const { errors, isWhole, report } = await explore(without(name, configuration));
      assert.ok(isWhole, report);
      assert.equal(errors, 0, report);
    });
  }
});

function without(name: string, configuration: Configuration): string[] {
  return [...CONFIGURATIONS[configuration], `RULE_${name}`];
}

describe('the model finds what the step-down does not promise', AT_ONCE, () => {
  for (const { course, definitions } of LIMITS) {
    test(`two may lead where ${course}`, async () => {
      const { errors, report } = await explore(definitions);
      assert.equal(errors, 1, report);
    });
  }
});

describe('the model and the code stay together', () => {
  const rules: readonly Rule[] = [...SAFETY, ...COURTESY];

  test('the code of each rule is where the model says', () => {
    const missing = rules.filter(
      ({ file, symbol }) => !readFileSync(join(ROOT, file), 'utf8').includes(symbol),
    );
    assert.deepEqual(missing, []);
  });

  test('docs/model.md has a row for each rule and each limit', () => {
    const lacking = [
      ...rules
        .map(({ name, rule, file }) => [`\`${name}\``, rule, `\`${file}\``])
        .filter((row) => !page.split('\n').some((line) => row.every((it) => line.includes(it)))),
      ...LIMITS.filter(({ course }) => !page.includes(course)),
    ];
    assert.deepEqual(lacking, []);
  });

  test('the model knows no rule that is not in the table', () => {
    const sources = ['constants', 'electors', 'lease', 'operators', 'surroundings'].map((name) =>
      readFileSync(join(import.meta.dirname, `${name}.pml`), 'utf8'),
    );
    const used = sources.join('\n').matchAll(/\bRULE_(\w+)/g);
    const names = new Set([...used].map(([, name]) => name));
    assert.deepEqual([...names].sort(), rules.map(({ name }) => name).sort());
  });
});
