// A fence is held as an elector holds its Lease: renewed, put back where it was cleared, released.
import { epochOf } from '../lease/epoch.ts';
import { fenceHolder, OPERATION_ID } from '../lease/fence.ts';
import type { LeaseItem } from '../lease/evidence.ts';
import { SECOND, type Micros } from '../lease/time.ts';
import { attempted, GIVEN_UP, itemOf, showsNoHolder, type Settled } from './attempt.ts';
import { PATIENCE, type Result } from './operation.ts';
import { fenceAgainPatch, renewPatch, unfencePatch } from './patches.ts';
import type { Underway } from './underway.ts';

/** Milliseconds before a fence that was not taken is put back once more. */
const PAUSE = 300;

function secondsSince(then: Micros, now: Micros): number {
  return (now - then) / SECOND;
}

export class Fence {
  /** When it was written, or put back, in seconds of the run. */
  since = 0;
  isLost = false;
  readonly #run: Underway;
  readonly #holder: string;
  readonly #ending = new AbortController();
  /** As the fence has counted them. */
  readonly #transitions: number | undefined;
  #isReleased = false;
  /** While it is put back; what is still on its way then would fence a Lease that is free. */
  #putBack: Promise<void> = Promise.resolve();

  /** `at`: the moment that it carries, by the API server's clock. */
  constructor(run: Underway, at: Micros) {
    this.#run = run;
    this.#transitions = run.watching.lease?.lease.transitions;
    this.#holder = fenceHolder(run.request.id);
    // Candidates of some libraries wait no longer than their own term, however slow the answer was.
    if (secondsSince(at, run.around.clock.now()) > run.plan.renewEvery / 2) {
      void this.#renewOnce().catch(run.around.defect);
    }
    void this.#renew().catch(run.around.defect);
    void this.#guard().catch(run.around.defect);
  }

  /** No further write. */
  end(): void {
    this.#ending.abort();
    // Whoever guards it waits for a change, and would keep the program running.
    this.#run.watching.changed();
  }

  /** Frees the Lease, of which the fence is the holder still. */
  async release(byAbsence: boolean): Promise<Settled> {
    const { plan, request, around, watching } = this.#run;
    this.#isReleased = true;
    this.end();
    await this.#putBack;
    const { writing, evidence, clock, givenUp, time, written } = around;
    let mayBeFreed = false;
    const settled = await attempted({
      send: async () => {
        const patch = unfencePatch(plan.epoch.uid, request.id, clock.now(), byAbsence);
        const answer = await writing.patchLease(plan.ref, patch);
        mayBeFreed ||= answer.kind === 'lost' || (answer.kind === 'no' && answer.status >= 500);
        return answer;
      },
      read: () => evidence.lease(plan.ref),
      isWritten: (now) => this.#isFreed(now, mayBeFreed),
      isDone: (it) => it.lease.uid === plan.epoch.uid && showsNoHolder(it),
      isStillSo: ({ lease }) => lease.holderIdentity === this.#holder,
      patience: PATIENCE.release,
      givenUp,
      time,
    });
    if (settled.kind !== 'written') return settled;
    written.released(clock.now());
    watching.saw(itemOf(settled.raw));
    return settled;
  }

  /** What became of a fence that is no longer ours. */
  lost(released?: Settled): Pick<Result, 'outcome' | 'why'> & Partial<Result> {
    const { plan, watching, around } = this.#run;
    const { fencedUntil } = around.written;
    if (released?.kind === 'unknown') return { outcome: 'unknown', why: released.why, fencedUntil };
    if (around.givenUp.aborted) return { outcome: 'unknown', why: GIVEN_UP, fencedUntil };
    const now = released?.kind === 'changed' ? released.now : watching.lease;
    const lease = now;
    if (now === undefined) return { outcome: 'overtaken', why: 'the Lease was deleted', lease };
    const after = epochOf(now.lease);
    if (released?.kind === 'refused') {
      const why = `the fence could not be released: ${released.sentence}`;
      return { outcome: 'unled', why, lease, fencedUntil };
    }
    if (after.holder === this.#holder) {
      const why = 'nothing proved that the old holder has stopped';
      return { outcome: 'unled', why, lease, fencedUntil };
    }
    const before = plan.adopts?.note?.before ?? plan.epoch;
    const why = undefined;
    if (after.holder === before.holder) return { outcome: 'returned', why, after, lease };
    return { outcome: 'overtaken', why, after, lease };
  }

  #isHeldBy({ lease }: LeaseItem): boolean {
    return lease.holderIdentity === this.#holder;
  }

  /** Whoever holds it by now took it from a free Lease, if we may have freed it. */
  #isFreed({ lease }: LeaseItem, mayBeFreed: boolean): boolean {
    const isOurs = lease.annotations.get(OPERATION_ID) === this.#run.request.id;
    if (!isOurs || lease.holderIdentity === this.#holder) return false;
    return mayBeFreed || !lease.holderIdentity;
  }

  /** An answer that is slow is not waited for: the next renewal is due all the same. */
  async #renew(): Promise<void> {
    const { plan, around } = this.#run;
    const { signal } = this.#ending;
    for (;;) {
      await around.time.pause(plan.renewEvery * 1000, signal);
      if (signal.aborted || around.givenUp.aborted) return;
      void this.#renewOnce().catch(around.defect);
    }
  }

  async #renewOnce(): Promise<void> {
    const { plan, request, around, watching } = this.#run;
    const { lease } = watching;
    if (lease === undefined) return;
    const now = around.clock.now();
    const answer = await around.writing.patchLease(
      plan.ref,
      renewPatch(lease.raw, request.id, now),
    );
    if (answer.kind !== 'no') around.written.fenced(now + plan.fenceSeconds * SECOND);
    // What was refused is told by the watch: another holds it, or it is gone.
    if (answer.kind === 'done') watching.saw(itemOf(answer.raw));
  }

  /** Sees whether it is still ours, for as long as it is held. */
  async #guard(): Promise<void> {
    const { watching, around } = this.#run;
    while (!this.#ending.signal.aborted && !around.givenUp.aborted) {
      const state = await watching.ever(() => this.#state());
      if (state === undefined || state === 'released') return;
      if (state === 'cleared') {
        this.#putBack = this.#again();
        await this.#putBack;
        continue;
      }
      // A watch that lies must not end it: a fence that is left behind is left unsaid.
      if ((await watching.asked()) !== 'unread' && this.#state() === 'lost') {
        this.isLost = true;
        watching.changed();
        return;
      }
      await around.time.pause(PAUSE, this.#ending.signal);
    }
  }

  #state(): 'lost' | 'cleared' | 'released' | undefined {
    if (this.#isReleased || this.#ending.signal.aborted) return 'released';
    const { lease, isDeleted } = this.#run.watching;
    if (isDeleted || lease === undefined) return 'lost';
    if (lease.lease.uid !== this.#run.plan.epoch.uid) return 'lost';
    const holder = lease.lease.holderIdentity ?? '';
    if (holder === this.#holder) return undefined;
    // Whoever took it from our fence has counted, and has led for a moment that we did not see.
    return holder === '' && lease.lease.transitions === this.#transitions ? 'cleared' : 'lost';
  }

  /** An elector that releases when it is told to stop clears what it did not look at (client-go ReleaseOnCancel). */
  async #again(): Promise<void> {
    const { plan, request, around, watching, seconds } = this.#run;
    const cleared = watching.lease;
    if (cleared === undefined) return;
    const { writing, clock } = around;
    const now = clock.now();
    const patch = fenceAgainPatch(cleared.raw, request.id, plan.fenceSeconds, now);
    around.written.fenced(now + plan.fenceSeconds * SECOND);
    const answer = await writing.patchLease(plan.ref, patch);
    if (answer.kind === 'done' && this.#isHeldBy(itemOf(answer.raw))) {
      this.since = seconds();
      watching.saw(itemOf(answer.raw));
      around.tell({ step: 'fenced-again' });
      return;
    }
    const read = await around.evidence.lease(plan.ref).catch(() => undefined);
    // An answer that was lost: it is there all the same.
    if (read !== undefined && this.#isHeldBy(read)) this.since = seconds();
    if (read !== undefined) watching.saw(read);
    if (this.#state() !== 'cleared') return;
    await around.time.pause(PAUSE, this.#ending.signal);
  }
}
