// What each election library does with a fence and a release, as measured on real processes (data).

/** Seconds, as a range. */
export type Range = readonly [least: number, most: number];

export interface Elector {
  /** The name of the row, which notes and tokens carry. */
  readonly row: string;
  /** The library, as sentences name it. */
  readonly library: string;
  /** How long after the fence its leader stops. */
  readonly stops: (timings: RowTimings) => Range;
  /** How long after a release a candidate leads. */
  readonly takesOver: (timings: RowTimings) => Range;
  /** Its programs end when they have lost the lead: all but a few do. */
  readonly endsProcess: boolean;
  /** leaseDurationSeconds of a fence, from the Lease's own. */
  readonly fenceSeconds: (term: number) => number;
  /** Nothing but an absent holder frees it: only once the old process is proved gone. */
  readonly freedByAbsence: boolean;
  /** An unrenewed fence is free after this many seconds for its candidates. */
  readonly ignoresFenceAfter: (term: number, fence: number) => number;
  /** That is so for these versions alone, which nothing tells from the others. */
  readonly ignoredBy?: string;
  /** What it cannot prevent, in words for who confirms. */
  readonly cannotPrevent: readonly string[];
}

/** Seconds; the renewDeadline only where something told it. */
export interface RowTimings {
  readonly term: number;
  readonly renewDeadline: number | undefined;
  readonly retryPeriod: number;
}

/** client-go gives up within RenewDeadline and one RetryPeriod after its first failed renewal. */
const afterDeadline = ({ term, renewDeadline, retryPeriod }: RowTimings): Range =>
  renewDeadline === undefined
    ? [1.2 * retryPeriod, term + retryPeriod]
    : [renewDeadline, renewDeadline + 2 * retryPeriod];

/** It stops when it next looks. */
const atNextLook = ({ retryPeriod }: RowTimings): Range => [0, 2.4 * retryPeriod];

/** Candidates look every RetryPeriod, stretched by up to 2.2 (JitterFactor 1.2). */
const jittered = ({ retryPeriod }: RowTimings): Range => [0, 2.2 * retryPeriod + 0.6];

/** Safe for every library, kubert's apart: never shorter than the Lease's own. */
const longer = (term: number): number => Math.max(2 * term, term + 15);

/** Judges by its own duration since the last change that it saw. */
const ownTerm = (term: number): number => term + 1;

/** What most of them do. */
const USUAL = {
  stops: afterDeadline,
  takesOver: jittered,
  endsProcess: false,
  fenceSeconds: longer,
  freedByAbsence: false,
  ignoresFenceAfter: (_: number, fence: number): number => fence,
  cannotPrevent: [],
} as const;

export const CLIENT_GO: Elector = {
  ...USUAL,
  row: 'client-go',
  library: 'client-go',
  endsProcess: true,
  ignoresFenceAfter: ownTerm,
  ignoredBy: 'client-go before 1.27',
};

/** By the manager that it writes renewTime as; measured with the versions of 2026. */
export const BY_MANAGER: ReadonlyMap<string, Elector> = new Map<string, Elector>([
  [
    'fabric8-kubernetes-client',
    {
      ...USUAL,
      row: 'fabric8',
      library: 'the Java client fabric8',
      stops: atNextLook,
      takesOver: ({ retryPeriod }) => [0, 2.2 * retryPeriod + 1],
      cannotPrevent: [
        'that a program which campaigns again in the same process leads anew: only an ended process cannot',
      ],
    },
  ],
  [
    'Kubernetes Java Client',
    {
      ...USUAL,
      row: 'java',
      library: 'the official Java client',
      ignoresFenceAfter: ownTerm,
      // An empty holder is no free one to it: its candidates wait for their own term.
      takesOver: ({ term, retryPeriod }) => [0, term + 2 * 2.2 * retryPeriod],
      freedByAbsence: true,
      cannotPrevent: [
        'that a program which campaigns again in the same process leads anew: only an ended process cannot',
      ],
    },
  ],
  [
    'OpenAPI-Generator',
    {
      ...USUAL,
      row: 'python',
      library: 'a Python client',
      ignoresFenceAfter: ownTerm,
    },
  ],
  [
    'kubert',
    {
      ...USUAL,
      row: 'kubert',
      library: 'kubert',
      stops: ({ term }) => [0, term],
      // Its candidates sleep until the term that they last saw has ended.
      takesOver: ({ term }) => [0, term + 9],
      fenceSeconds: (term) => term,
    },
  ],
]);

/** hendrikmaus/kube-leader-election writes without a name, then as the replica itself. */
export const KUBE_LEADER_ELECTION: Elector = {
  ...USUAL,
  row: 'kube-leader-election',
  library: 'kube-leader-election',
  // It looks every five seconds where its program does as its documentation.
  stops: ({ retryPeriod }) => [0, Math.max(6, 1.2 * retryPeriod)],
  takesOver: ({ retryPeriod }) => [0, Math.max(6, 1.2 * retryPeriod)],
  cannotPrevent: [
    'that two candidates take it at once, for about 5s: kube-leader-election takes a free Lease without a precondition',
  ],
};

/**
 * Of the holder before a fence that was found: only the fence's note names its library, and anybody
 * who may write the Lease may have written that. Each value is the most careful of all rows.
 */
export const RECORDED: Elector = {
  ...USUAL,
  row: 'recorded',
  library: 'a library that is not known',
  stops: ({ term }) => [0, 2 * term],
  takesOver: ({ term, retryPeriod }) => [0, Math.max(2 * term, term + 4.4 * retryPeriod)],
  endsProcess: true,
  ignoresFenceAfter: ownTerm,
  ignoredBy: 'client-go before 1.27',
  cannotPrevent: ['that who leads next is another than who led before the fence'],
};

/** Of a writer that no row was measured for: nothing but the end of its process is believed. */
export const UNMEASURED: Elector = {
  ...USUAL,
  row: 'unmeasured',
  library: 'a library that was not measured',
  stops: ({ term }) => [0, 2 * term],
  takesOver: ({ term }) => [0, 2 * term],
};
