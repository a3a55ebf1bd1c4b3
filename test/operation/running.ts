// A plan carried out against a store in memory, and what is true of every such run.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { fenceId } from '../../src/lease/fence.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import type { Change } from '../../src/lease/stepdown.ts';
import { execute, type Executed } from '../../src/operation/execute.ts';
import type { Request, Step } from '../../src/operation/operation.ts';
import { REAL_TIME } from '../../src/timers.ts';
import { ServerClock } from '../../src/operation/server-clock.ts';
import { REQUEST } from './plans.ts';
import { serverNow, Store } from './store.ts';

export interface Ran extends Executed {
  readonly steps: readonly Step['step'][];
  readonly store: Store;
  /** Who wrote a holder into the Lease, one after the other. */
  readonly holders: readonly string[];
}

export interface Course {
  readonly lease: RawObject;
  readonly plan: Change;
  readonly request?: Request;
  /** Before anything is sent. */
  readonly before?: (store: Store) => void;
  /** Milliseconds after which the operator gives up waiting. */
  readonly giveUpAfter?: number;
  /** What others do once a step has been told. */
  readonly on?: Partial<Readonly<Record<Step['step'], (store: Store, giveUp: () => void) => void>>>;
}

/** Carries it out, and checks what holds of every operation, whatever becomes of it. */
export async function carriedOut(course: Course): Promise<Ran> {
  const { lease, plan, request = REQUEST, before, on = {}, giveUpAfter } = course;
  const store = new Store(lease);
  const steps: Step['step'][] = [];
  const givingUp = new AbortController();
  before?.(store);
  const giveUp = (): void => {
    givingUp.abort();
  };
  if (giveUpAfter !== undefined) setTimeout(giveUp, giveUpAfter);
  const tell = ({ step }: Step): void => {
    if (step !== 'doing') steps.push(step);
    setImmediate(() => {
      on[step]?.(store, giveUp);
    });
  };
  const { evidence, writing } = store;
  const clock = new ServerClock(serverNow());
  const { signal } = givingUp;
  const defects: unknown[] = [];
  const defect = (thrown: unknown): void => void defects.push(thrown);
  const signals = { interrupted: signal, givenUp: signal };
  const around = { evidence, writing, clock, tell, defect, time: REAL_TIME, ...signals };
  const executed = await execute(plan, request, around);
  const ours = store.log.filter(({ by }) => by === 'us').length;
  await delay(3 * 1000 * plan.renewEvery);
  store.isOver = true;
  const late = store.log.filter(({ by }) => by === 'us').slice(ours);
  assert.deepEqual(late, [], 'nothing is written once it is over');
  checkLog(lease, store);
  assert.deepEqual(defects, [], 'no defect');
  const told = store.log.map(({ raw }) => leaseFrom(raw).holderIdentity ?? '(none)');
  const holders = told.filter((holder, at) => holder !== told[at - 1]);
  return { ...executed, steps, store, holders };
}

/** I1, I2: one fence of an operation, whose transitions never go back, in one Lease. */
function checkLog(first: RawObject, { log }: Store): void {
  let before = leaseFrom(first);
  for (const { raw, by } of log) {
    const now = leaseFrom(raw);
    if (by === 'us') {
      assert.equal(now.uid, before.uid);
      const counted = (now.transitions ?? 0) - (before.transitions ?? 0);
      const isFence = fenceId(now) !== undefined && fenceId(before) === undefined;
      assert.ok(counted === 0 || (counted === 1 && isFence), `transitions +${counted}`);
      assert.equal(now.acquireTime === undefined, before.acquireTime === undefined);
    }
    before = now;
  }
}
