// Who acts beside an operation, by client-go's rules: the old leader, a candidate, the control plane.
import { object, text } from '../../../src/lease/lease.ts';
import { running, terminated, podWith } from '../../lease/pod-statuses.ts';
import { renew, take } from '../electors.ts';
import { DONE, type Store } from '../store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Milliseconds. */
const RETRY = 2000;
const RENEW_DEADLINE = 10_000;
/** From its end to the word of its kubelet. */
const TOLD_AFTER = 1000;

export const RUNS = podWith({ containers: { app: running('A1', -600) } });

/** What the electors did, by the time of the run: nobody else knows when two of them led. */
export class Ledger {
  /** When the old leader acted last; undefined while it acts. */
  stoppedAt: number | undefined;
  /** When another one began to act. */
  tookAt: number | undefined;
}

export class Actors {
  readonly ledger = new Ledger();
  readonly #store: Store;
  readonly #time: VirtualTime;

  constructor(store: Store, time: VirtualTime) {
    this.#store = store;
    this.#time = time;
  }

  get holder(): string {
    return text(object(this.#store.raw?.['spec'])['holderIdentity']) ?? '';
  }

  /** Renews for as long as it may, and ends as a program of client-go does that lost its Lease. */
  async old(hasPod: boolean): Promise<void> {
    const { ledger } = this;
    let renewed = this.#time.now();
    const end = (): void => {
      ledger.stoppedAt ??= this.#time.now();
    };
    this.#store.showPod({ kind: 'pod', raw: RUNS });
    this.#store.evict = () => {
      void this.#time.pause(TOLD_AFTER).then(end);
      return DONE;
    };
    while (ledger.stoppedAt === undefined && !this.#store.isOver) {
      if (this.holder === 'old') {
        renew(this.#store, 'old');
        renewed = this.#time.now();
      } else if (this.#time.now() - renewed >= RENEW_DEADLINE) {
        end();
      }
      await this.#time.pause(RETRY);
    }
    if (!hasPod) return;
    await this.#time.pause(TOLD_AFTER);
    const at = Math.floor((this.#time.now() - 1000) / 1000);
    this.#store.showPod({ kind: 'pod', raw: podWith({ containers: { app: ended(at) } }) });
  }

  /** Takes a Lease that is free, or was not changed for as long as its record says. */
  async candidate(name: string): Promise<void> {
    let seen = { text: '', at: this.#time.now() };
    while (!this.#store.isOver) {
      const now = this.#time.now();
      const spec = object(this.#store.raw?.['spec']);
      const record = JSON.stringify(spec);
      if (record !== seen.text) seen = { text: record, at: now };
      const { leaseDurationSeconds: term } = spec;
      const isExpired = now > seen.at + (typeof term === 'number' ? term : 0) * 1000;
      if (this.holder === name) renew(this.#store, name);
      else if (this.#store.raw !== undefined && (this.holder === '' || isExpired))
        this.#takes(name);
      await this.#time.pause(RETRY);
    }
  }

  /** Of a coordinated election: chooses who was asked for. */
  async controlPlane(): Promise<void> {
    for (;;) {
      await this.#time.pause(RETRY);
      if (this.#store.isOver) return;
      const wanted = text(object(this.#store.raw?.['spec'])['preferredHolder']);
      if (wanted === undefined || wanted === this.holder) continue;
      this.ledger.stoppedAt = this.#time.now();
      this.#takes(wanted);
      void this.candidate(wanted);
    }
  }

  #takes(name: string): void {
    this.ledger.tookAt ??= this.#time.now();
    take(this.#store, name);
  }
}

const ended = (at: number) => terminated('A1', -600, at);
