// A fence is held as an elector holds its Lease: renewed, put back where it was cleared, released.
import { setTimeout as delay } from 'node:timers/promises';
import { epochOf } from '../lease/epoch.ts';
import { fenceHolder, OPERATION_ID } from '../lease/fence.ts';
import type { LeaseItem } from '../lease/evidence.ts';
import { attempted, itemOf, type Settled } from './attempt.ts';
import { GIVEN_UP } from './new-leader.ts';
import { PATIENCE, type Result } from './operation.ts';
import { fenceAgainPatch, renewPatch, unfencePatch } from './patches.ts';
import type { Run } from './step-down.ts';

export class Fence {
  /** When it was written, or put back, in seconds of the run. */
  since = 0;
  isLost = false;
  readonly #run: Run;
  readonly #holder: string;
  readonly #ending = new AbortController();
  #isReleased = false;

  constructor(run: Run) {
    this.#run = run;
    this.#holder = fenceHolder(run.request.id);
    void this.#renew();
    void this.#guard();
  }

  /** No further write. */
  end(): void {
    this.#ending.abort();
  }

  /** Frees the Lease, of which the fence is the holder still. */
  async release(byAbsence: boolean): Promise<Settled> {
    const { plan, request, around, watching } = this.#run;
    this.#isReleased = true;
    this.end();
    const { writing, evidence, clock, givenUp } = around;
    const settled = await attempted({
      send: () =>
        writing.patchLease(
          plan.ref,
          unfencePatch(plan.epoch.uid, request.id, clock.now(), byAbsence),
        ),
      read: () => evidence.lease(plan.ref),
      isWritten: (now) => this.#isFreed(now),
      isStillSo: ({ lease }) => lease.holderIdentity === this.#holder,
      patience: PATIENCE.release,
      givenUp,
    });
    if (settled.kind === 'written') watching.saw(itemOf(settled.raw));
    return settled;
  }

  /** What became of a fence that is no longer ours. */
  lost(released?: Settled): Pick<Result, 'outcome' | 'why'> & Partial<Result> {
    const { plan, watching, around } = this.#run;
    if (released?.kind === 'unknown') return { outcome: 'unknown', why: released.why };
    if (around.givenUp.aborted) return { outcome: 'unknown', why: GIVEN_UP };
    const now = watching.lease;
    const lease = now;
    if (now === undefined) return { outcome: 'overtaken', why: 'the Lease was deleted', lease };
    const after = epochOf(now.lease);
    if (released?.kind === 'refused') {
      return { outcome: 'unled', why: `it could not be released: ${released.sentence}`, lease };
    }
    if (after.holder === this.#holder) {
      const why = 'nothing proved that the old holder has stopped: the fence expires by itself';
      return { outcome: 'unled', why, lease };
    }
    const before = plan.adopts?.before ?? plan.epoch;
    const why = undefined;
    if (after.holder === before.holder) return { outcome: 'returned', why, after, lease };
    return { outcome: 'overtaken', why, after, lease };
  }

  /** Whoever holds it by now took it from a free Lease: the old leader has stopped either way. */
  #isFreed({ lease }: LeaseItem): boolean {
    const isOurs = lease.annotations.get(OPERATION_ID) === this.#run.request.id;
    return isOurs && lease.holderIdentity !== this.#holder;
  }

  async #renew(): Promise<void> {
    const { plan, request, around, watching } = this.#run;
    const { signal } = this.#ending;
    for (;;) {
      await delay(plan.renewEvery * 1000, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || around.givenUp.aborted) return;
      const patch = renewPatch(plan.epoch.uid, request.id, around.clock.now());
      const answer = await around.writing.patchLease(plan.ref, patch);
      // What was refused is told by the watch: another holds it, or it is gone.
      if (answer.kind === 'done') watching.saw(itemOf(answer.raw));
    }
  }

  /** Sees whether it is still ours, for as long as it is held. */
  async #guard(): Promise<void> {
    const { watching, around } = this.#run;
    const never = 2 ** 31 - 1;
    while (!this.#ending.signal.aborted && !around.givenUp.aborted) {
      const state = await watching.until(() => this.#state(), never);
      if (state === undefined || this.#isReleased) return;
      if (state === 'cleared' && (await this.#again())) continue;
      this.isLost = true;
      watching.changed();
      return;
    }
  }

  #state(): 'lost' | 'cleared' | 'released' | undefined {
    if (this.#isReleased || this.#ending.signal.aborted) return 'released';
    const { lease, isDeleted } = this.#run.watching;
    if (isDeleted || lease === undefined) return 'lost';
    const holder = lease.lease.holderIdentity ?? '';
    if (holder === this.#holder) return undefined;
    return holder === '' ? 'cleared' : 'lost';
  }

  /** An elector that releases when it is told to stop clears what it did not look at (faults: ReleaseOnCancel). */
  async #again(): Promise<boolean> {
    const { plan, request, around, watching, seconds } = this.#run;
    const cleared = watching.lease;
    if (cleared === undefined) return false;
    const { writing, clock } = around;
    const patch = fenceAgainPatch(cleared.raw, request.id, plan.fenceSeconds, clock.now());
    const answer = await writing.patchLease(plan.ref, patch);
    if (answer.kind === 'done') {
      this.since = seconds();
      watching.saw(itemOf(answer.raw));
      around.tell({ step: 'fenced-again' });
      return true;
    }
    const now = await around.evidence.lease(plan.ref).catch(() => undefined);
    if (now !== undefined) watching.saw(now);
    const holder = now?.lease.holderIdentity ?? '';
    return now === undefined || holder === '' || holder === this.#holder;
  }
}
