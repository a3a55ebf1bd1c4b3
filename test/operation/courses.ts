// Rows about one step-down each: what others do meanwhile, and what becomes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podWith, running, terminated } from '../lease/pod-statuses.ts';
import { candidate } from './electors.ts';
import { ID, leaseOf, planFor, POD } from './plans.ts';
import { carriedOut, type Course, type Ran } from './running.ts';
import type { Store } from './store.ts';

export const OURS = `kubectl-lease/${ID}`;
export const LEASE = leaseOf();
export const RUNS = podWith({ containers: { app: running('A1', -600) } });
const ENDED = podWith({ containers: { app: terminated('A1', -600, 4) } });

/** The Pod's status, as its kubelet writes it. */
export function show(store: Store, raw = ENDED): void {
  store.showPod({ kind: 'pod', raw });
}

export function later(milliseconds: number, what: () => void): void {
  setTimeout(what, milliseconds);
}

export const evicting = planFor(LEASE, { pod: POD, speed: 'evict', evictAfter: 0.1, bound: 5 });

export interface Row extends Partial<Course> {
  readonly title: string;
  readonly outcome: Ran['result']['outcome'];
  readonly by?: Ran['result']['stoppedBy'];
  /** Who held the Lease, one after the other. */
  readonly holders: readonly string[];
  readonly steps?: readonly string[];
  readonly why?: RegExp;
  /** A candidate stands by. */
  readonly next?: boolean;
  readonly check?: (ran: Ran) => void;
}

export function checkRows(rows: readonly Row[]): void {
  for (const row of rows) {
    const { title, outcome, by, holders, steps, why, next = true, check } = row;
    test(`${title}: ${outcome}`, async () => {
      const on = {
        ...row.on,
        released: (store: Store, giveUp: () => void) => {
          row.on?.released?.(store, giveUp);
          if (next) candidate(store, 'next');
        },
      };
      // Long enough for a busy machine; where nobody comes, there is nothing to wait for.
      const patience = outcome === 'unled' ? 0.5 : 10;
      const plan = { ...(row.plan ?? planFor(LEASE)), patience };
      const ran = await carriedOut({ lease: LEASE, ...row, plan, on });
      assert.equal(ran.result.outcome, outcome, ran.result.why ?? '');
      assert.equal(ran.result.stoppedBy, by);
      assert.deepEqual(ran.holders, holders);
      if (steps !== undefined) assert.deepEqual(ran.steps, steps);
      if (why !== undefined) assert.match(ran.result.why ?? '', why);
      check?.(ran);
    });
  }
}
