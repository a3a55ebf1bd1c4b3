// Carries a plan out and tells its steps as values; what becomes of it is one of the outcomes.
import type { Epoch } from '../lease/epoch.ts';
import type { Range } from '../lease/electors.ts';
import type { Evidence, LeaseItem } from '../lease/evidence.ts';
import type { Outcome } from '../lease/operation-record.ts';
import type { Change } from '../lease/stepdown.ts';
import type { Micros } from '../lease/time.ts';
import type { Observed } from './observed.ts';
import type { ServerClock } from './server-clock.ts';
import type { Time } from '../timers.ts';
import type { Writing } from './writing.ts';
import type { Written } from './written.ts';

/** What the operator says of it, and may do. */
export interface Request {
  /** Eight hexadecimal digits of chance. */
  readonly id: string;
  readonly operator: string;
  readonly reason: string;
  readonly ticket: string | undefined;
  /** False only where no Event may be created. */
  readonly record: boolean;
}

/** What is true once it is told; `doing` is what is waited for. */
export type Step =
  | { readonly step: 'doing'; readonly what: Waiting }
  /** Before anything is written, for so many seconds of which so many are left. */
  | { readonly step: 'watching'; readonly seconds: number; readonly left: number }
  | { readonly step: 'fenced'; readonly holder: string; readonly adopted: boolean }
  | { readonly step: 'fenced-again' }
  | { readonly step: 'seen' }
  | { readonly step: 'evicted'; readonly pod: string }
  | { readonly step: 'not-evicted'; readonly pod: string; readonly why: string }
  | { readonly step: 'stopped'; readonly by: StoppedBy }
  | { readonly step: 'released' }
  | { readonly step: 'preferred'; readonly candidate: string }
  | { readonly step: 'leads'; readonly holder: string }
  | { readonly step: 'renewed' }
  /** `event`: its name, where there is one. */
  | { readonly step: 'recorded'; readonly event: string | undefined; readonly lease: boolean };

export type Waiting = 'write' | 'sight' | 'eviction' | 'stop' | 'leader' | 'renewals' | 'record';

/** How it is known that the old leader has stopped: its containers ended, had ended, or the bound passed. */
export type StoppedBy = 'ended' | 'had-ended' | 'bound';

export interface Result {
  readonly outcome: Outcome;
  /** The server's words, or what was found instead; undefined where the outcome says it all. */
  readonly why: string | undefined;
  readonly wrote: boolean;
  /** When the first write was made, by the API server's clock. */
  readonly at: Micros | undefined;
  /** When a fence that was left as it is expires by itself, by the same; undefined where there is none. */
  readonly fencedUntil: Micros | undefined;
  readonly releasedAt: Micros | undefined;
  readonly after: Epoch | undefined;
  readonly stoppedBy: StoppedBy | undefined;
  /** Seconds after the first write at which somebody was seen to lead. */
  readonly leaderIn: number | undefined;
  /** Seconds for which nobody led, as far as it could be seen. */
  readonly unled: Range | undefined;
  /** Why its Pod was not evicted although that was planned. */
  readonly notEvicted: string | undefined;
  /** The Lease as it was last seen; undefined where it is gone. */
  readonly lease: LeaseItem | undefined;
}

export interface Surroundings {
  readonly evidence: Evidence;
  readonly writing: Writing;
  readonly clock: ServerClock;
  /** Since when the Lease is as it is; undefined: since it is read. */
  readonly observed?: Observed;
  readonly tell: (step: Step) => void;
  /** Told of a defect of the program itself, which ends no operation. */
  readonly defect: (thrown: unknown) => void;
  readonly time: Time;
  /** Aborted when the operator wants it to end: before the first write nothing is written then. */
  readonly interrupted: AbortSignal;
  /** Aborted when the operator gives up waiting: nothing more is written. */
  readonly givenUp: AbortSignal;
}

/** Milliseconds: a restart of an API server takes seconds, its longest request 34 s. */
export const PATIENCE = { write: 60_000, release: 60_000, record: 20_000 } as const;

export const NOTHING_YET: Omit<Result, 'outcome' | 'why'> = {
  ...{
    wrote: false,
    at: undefined,
    fencedUntil: undefined,
    releasedAt: undefined,
    after: undefined,
  },
  ...{ stoppedBy: undefined, leaderIn: undefined, unled: undefined, notEvicted: undefined },
  lease: undefined,
};

/** What an operation has at its hands while it is carried out. */
export interface Ports extends Surroundings {
  readonly written: Written;
}

export type Carry = (plan: Change, request: Request, ports: Ports) => Promise<Result>;
