// Rows about one plan each: what is seen of a Lease, and what is planned for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../../src/lease/stepdown.ts';
import type { PodOptions } from './holder-scene.ts';
import { changeIn, type PlanScene } from './plan-scene.ts';
import { running } from './pod-statuses.ts';

export const NAME = 'reconciler-5dd487bb7b-5ffjv';
export const UUID = '74b9fa94-33c1-481b-bd15-f159ceb3a089';
export const HOLDER = `${NAME}_${UUID}`;
export const EVICT = { speed: 'evict' } as const;

export const app = (status: object) => [{ name: 'c', ...status }];
export const pod = (more: Partial<PodOptions> = {}): PodOptions => ({
  ...{ name: NAME, statuses: app(running('A1', -3000)) },
  ...more,
});
/** A client-go elector in a Pod of its own, renewed every two seconds while it is looked at. */
export const live: PlanScene = { holder: HOLDER, pods: [pod()], renews: 2 };
/** The same, silent for five minutes. */
export const silent: PlanScene = { holder: HOLDER, pods: [pod()], lease: { stampedAgo: 300 } };

export interface Row {
  readonly title: string;
  readonly scene: PlanScene;
  readonly plan: Partial<Change>;
  /** Ids of the containers that are waited for. */
  readonly containers?: readonly string[];
  readonly row?: string;
  readonly ended?: boolean;
  /** Of a fence: it is taken over whether or not it is renewed. */
  readonly abandoned?: boolean;
}

export function checkPlans(rows: readonly Row[]): void {
  for (const { title, scene, plan: expected, containers, row, ended, abandoned } of rows) {
    test(title, async () => {
      const wish = abandoned === true ? { ...scene.wish, treatAsAbandoned: true } : scene.wish;
      const plan = await changeIn(wish === undefined ? scene : { ...scene, wish });
      for (const [key, value] of Object.entries(expected)) {
        assert.deepEqual(plan[key as keyof Change], value, key);
      }
      if (row !== undefined) assert.equal(plan.elector?.elector.row, row);
      if (ended !== undefined) assert.equal(plan.former.ended, ended);
      const ids = plan.pod?.containers.map((id) => id.replace('containerd://', ''));
      if (containers !== undefined) assert.deepEqual(ids, containers);
      for (const [least, most] of [plan.unled, plan.leaderIn]) assert.ok(least <= most);
    });
  }
}
