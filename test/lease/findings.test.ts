import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FINDING_IDS, SEVERITIES, type Finding } from '../../src/lease/finding.ts';
import { findingsOf } from '../../src/lease/findings.ts';
import { CASES } from './findings/all.ts';
import { recordOf } from './findings/situation.ts';

for (const { id, given, not } of CASES) {
  describe(`${id} is`, () => {
    for (const [title, severity, evidence, situation] of given) {
      test(`found: ${title}`, async () => {
        const all = findingsOf(await recordOf(situation));
        const found = all.filter((it) => it.id === id);
        assert.deepEqual(
          found.map((it) => it.severity),
          [severity],
        );
        const facts = found.flatMap((it) => [it.what, ...it.evidence]);
        assert.ok(
          facts.some((fact) => fact.includes(evidence)),
          `${evidence} in ${JSON.stringify(facts)}`,
        );
        for (const finding of all) assertWellFormed(finding);
        const order = all.map((it) => SEVERITIES.indexOf(it.severity));
        assert.deepEqual(order, order.toSorted(), 'the worst first');
      });
    }
    for (const [title, situation] of not) {
      test(`not found: ${title}`, async () => {
        const found = findingsOf(await recordOf(situation));
        assert.deepEqual(
          found.filter((it) => it.id === id),
          [],
        );
      });
    }
  });
}

/** The pages that a finding may rest on: Kubernetes' own, and the package that elects. */
const PAGE =
  /^https:\/\/(kubernetes\.io\/docs\/[a-z0-9/.-]+\/(#[A-Za-z0-9-]+)?|pkg\.go\.dev\/k8s\.io\/client-go\/[a-z/]+(#[A-Za-z]+)?)$/;

function assertWellFormed({ what, advice, evidence, source }: Finding): void {
  for (const text of [what, advice, ...evidence, source.title]) {
    assert.match(text, /^\S(.*[^\s.])?$/);
    assert.doesNotMatch(text, /undefined|NaN|Infinity|\[object/);
  }
  assert.ok(evidence.length > 0, 'no finding without evidence');
  assert.match(source.url, PAGE);
}

test('each finding has a case that gives it, and one that does not', () => {
  const tested = CASES.filter(({ given, not }) => given.length > 0 && not.length > 0);
  assert.deepEqual(tested.map(({ id }) => id).sort(), [...FINDING_IDS].sort());
});

test('that a holder is not ready is no reason to move the lead', async () => {
  const { given } = CASES.find(({ id }) => id === 'holder-not-ready') ?? { given: [] };
  for (const [, , , situation] of given) {
    for (const { id, advice } of findingsOf(await recordOf(situation))) {
      if (id === 'holder-not-ready') assert.doesNotMatch(advice, /force-release/);
    }
  }
});
