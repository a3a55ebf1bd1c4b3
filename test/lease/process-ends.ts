// Rows about the end of a process: what was planned for, what was seen, what that proves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RawObject } from '../../src/lease/lease.ts';
import { OldProcess } from '../../src/lease/process-end.ts';
import { SECOND } from '../../src/lease/time.ts';
import { FENCED, podWith, type Statuses } from './pod-statuses.ts';

export interface EndRow {
  readonly title: string;
  /** Containers that ran when the plan was made: A1 unless said otherwise. */
  readonly planned?: readonly string[];
  /** Each status that is seen after the fence, in its order. */
  readonly seen: readonly Statuses[];
  /** Ids that stay open; none: the end is proved, unless `proved` says otherwise. */
  readonly open?: readonly string[];
  readonly proved?: boolean;
  readonly skew?: number | undefined;
  /** Seconds after the fence of the last renewal before it. */
  readonly renewed?: number;
}

export const app = (status: RawObject): Statuses => ({ containers: { app: status } });

export const beside = (one: RawObject, other: RawObject): Statuses => ({
  containers: { app: one, csi: other },
});

export function checkEnds(rows: readonly EndRow[], survives: boolean): void {
  for (const row of rows) {
    const { title, planned = ['A1'], seen, open = [], renewed } = row;
    const { proved = open.length === 0 } = row;
    test(`${title}: ${proved ? 'proved' : 'not proved'}`, () => {
      const ids = planned.map((id) => `containerd://${id}`);
      const old = new OldProcess(ids, {
        ...{ fencedAt: FENCED, survives, skew: 'skew' in row ? row.skew : 0 },
        renewedAt: renewed === undefined ? undefined : FENCED + renewed * SECOND,
      });
      for (const statuses of seen) old.see(podWith(statuses));
      const left = [...old.ends.open].map((id) => id.replace('containerd://', ''));
      assert.deepEqual(left.sort(), [...open].sort());
      assert.equal(old.ends.proved, proved);
    });
  }
}
