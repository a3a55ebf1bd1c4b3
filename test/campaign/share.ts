// The share of a campaign that every test run plays: some runs of most scenarios, side by side.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Cluster } from '../cluster/cluster.ts';
import { playTurn, type Turn } from './play.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';

/** A scenario, and which of its runs; its electors are others from one run to the next. */
export type Share = readonly [scenario: string, ...runs: number[]];

/** A test a run; none of them may break a promise. */
export function playShare(
  title: string,
  cluster: () => Cluster,
  share: readonly Share[],
  concurrency: number,
): void {
  describe(title, { concurrency }, () => {
    for (const { scenario, run } of share.flatMap(turns)) {
      test(`${scenario.name}, run ${run}`, async () => {
        const { run: played, evidence } = await playTurn(cluster(), { scenario, run });
        assert.equal(played.failed, undefined);
        const seen = JSON.stringify({ ...played, ...evidence }, null, 2);
        assert.deepEqual(played.broken, [], `${played.broken.join('; ')}\n${seen}`);
      });
    }
  });
}

function turns([name, ...runs]: Share): Turn[] {
  return runs.map((run) => ({ scenario: named(name), run }));
}

function named(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}
