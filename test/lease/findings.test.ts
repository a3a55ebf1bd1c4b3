import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FINDING_IDS, SEVERITIES, type Finding, type FindingId } from '../../src/lease/finding.ts';
import { formatRecords } from '../../src/lease/operation-record.ts';
import { SECOND } from '../../src/lease/time.ts';
import { findingsOf } from '../../src/lease/findings.ts';
import { CASES } from './findings/all.ts';
import { fenced } from './findings/fence.ts';
import { recordOf, type Situation } from './findings/situation.ts';
import { NOW } from './leases.ts';
import { recordOf as stepDown } from './operations.ts';

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

/** What is found of a Lease and its namespace, whoever is in it. */
const BESIDE_HOLDER: ReadonlySet<FindingId> = new Set<FindingId>([
  ...['two-writers', 'fence-left-behind', 'name-collides', 'transition-spike'],
  ...['name-says-nothing', 'crowded-namespace', 'foreign-namespace', 'server-clock'],
] as FindingId[]);

test('a fence is no holder: nothing is found of one, whatever is around it', async () => {
  for (const { id, given } of CASES) {
    for (const [title, , , situation] of given) {
      for (const renewed of [2, 20, 400]) {
        const { lease, metadata } = fenced(renewed, 3);
        const spec = { ...situation.lease?.spec, ...lease?.spec };
        const record = await recordOf({
          ...situation,
          lease: { ...situation.lease, spec },
          metadata: { ...situation.metadata, ...metadata },
        });
        const { kind } = record.who.verdict;
        if (kind !== 'election' && kind !== 'unknown') continue;
        const wrong = findingsOf(record).filter((it) => !BESIDE_HOLDER.has(it.id));
        assert.deepEqual(wrong, [], `${id}: ${title}, renewed ${renewed}s ago`);
      }
    }
  }
});

test('the fences of step-downs make no spike of changes', async () => {
  const spec = { leaseTransitions: 8 };
  const records = [1, 2, 3, 4].map((step) =>
    stepDown({ id: `0000000${step}`, at: NOW - (3000 - 60 * step) * SECOND }),
  );
  const annotations = { 'kubectl-lease.github.io/record': formatRecords(records) };
  const spikes = async (situation: Situation): Promise<number> =>
    findingsOf(await recordOf(situation)).filter(({ id }) => id === 'transition-spike').length;
  assert.equal(await spikes({ lease: { spec } }), 1);
  assert.equal(await spikes({ lease: { spec }, metadata: { annotations } }), 0);
});
