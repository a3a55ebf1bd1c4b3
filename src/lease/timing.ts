// The timing of a Lease: how it renews, how soon another could lead, what it tolerates.
import type { Container } from './container.ts';
import type { Seen, Watched } from './evidence.ts';
import { leaseFrom, type Lease } from './lease.ts';
import { SECOND, type Micros } from './time.ts';
import { usualTimings, type Timings } from './timings.ts';
import type { Verdict } from './verdict.ts';

/** Seconds between renewals as they were seen. */
export interface SeenRenewals {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  /** How long was looked, in seconds of the API server's clock. */
  readonly watched: number;
}

export interface Timing {
  /** leaseDurationSeconds. */
  readonly term: number | undefined;
  /** From the holder's own flags, or by convention. */
  readonly declared: Timings | undefined;
  readonly seen: Seen<SeenRenewals | undefined>;
  /** Seconds until another leads at most, where its holder dies; for an election that has candidates. */
  readonly worstTakeover: number | undefined;
  /** Seconds for which the API server may be away before the lead is lost. */
  readonly toleratedDowntime: number | undefined;
  /** The holder's clock minus the API server's, in seconds. */
  readonly holderSkew: number | undefined;
}

/**
 * A candidate looks every RetryPeriod, stretched by up to 2.2 (client-go JitterFactor 1.2): once to
 * see the last renewal, once more after the term has ended.
 */
const LOOKS = 4.4;

export function timingOf(
  lease: Lease,
  { kind, classification, standing }: Verdict,
  containers: readonly Container[],
  watched: Seen<Watched>,
): Timing {
  const term = lease.durationSeconds;
  const declared = fromFlags(containers, term) ?? usualTimings(lease, { kind, classification });
  const seen: Timing['seen'] = watched.seen
    ? { seen: true, value: renewalsIn(watched.value) }
    : watched;
  const elects = kind === 'election';
  return {
    term,
    declared,
    seen,
    worstTakeover:
      elects && declared && term !== undefined ? term + LOOKS * declared.retryPeriod : undefined,
    toleratedDowntime: elects || kind === 'coordinated' ? toleratedBy(declared) : undefined,
    holderSkew: standing.holderSkew,
  };
}

/**
 * The last attempt that still counts begins a retryPeriod before the renewDeadline: the next one
 * races it (client-go renew()).
 */
function toleratedBy(declared: Timings | undefined): number | undefined {
  if (declared?.renewDeadline === undefined) return undefined;
  return Math.max(0, declared.renewDeadline - declared.retryPeriod);
}

/** Of one holder alone; its own clock on both sides, so that its skew does not count. */
export function renewalsIn({ sightings, until }: Watched): SeenRenewals | undefined {
  const [first] = sightings;
  if (first === undefined) return undefined;
  const leases = sightings.map(({ raw }) => leaseFrom(raw));
  const gaps = leases.slice(1).flatMap((lease, at) => {
    const [before, earlier] = [leases[at], leases[at - 1]];
    if (before === undefined || before.holderIdentity !== lease.holderIdentity) return [];
    // Who has just acquired it may write it twice at once (client-go acquire(), then renew()).
    if (earlier !== undefined && earlier.holderIdentity !== before.holderIdentity) return [];
    return gapBetween(before.renewTime, lease.renewTime);
  });
  const watched = (until - first.at) / SECOND;
  if (gaps.length === 0) return { count: 0, least: 0, most: 0, watched };
  return { count: gaps.length, least: Math.min(...gaps), most: Math.max(...gaps), watched };
}

/** Nothing where a write was no renewal, as when somebody sets an annotation. */
function gapBetween(before: Micros | undefined, after: Micros | undefined): number[] {
  return before !== undefined && after !== undefined && after > before
    ? [(after - before) / SECOND]
    : [];
}

const FLAGS = {
  leaseDuration: /^--?(?:leader-elect(?:ion)?-)?lease-duration(?:-seconds)?$/,
  renewDeadline: /^--?(?:leader-elect(?:ion)?-)?renew-deadline(?:-seconds)?$/,
  retryPeriod: /^--?(?:leader-elect(?:ion)?-)?retry-period(?:-seconds)?$/,
} as const;

/** Only flags that agree with the Lease itself are believed; a Pod may campaign for several. */
function fromFlags(
  containers: readonly Container[],
  term: number | undefined,
): Timings | undefined {
  for (const { flags } of containers) {
    const told = (pattern: RegExp) => secondsOf(flags.find((flag) => pattern.test(nameOf(flag))));
    const leaseDuration = told(FLAGS.leaseDuration) ?? term;
    const retryPeriod = told(FLAGS.retryPeriod);
    if (leaseDuration === undefined || leaseDuration !== term || retryPeriod === undefined)
      continue;
    return {
      leaseDuration,
      renewDeadline: told(FLAGS.renewDeadline),
      retryPeriod,
      by: 'the flags of its Pod',
    };
  }
  return undefined;
}

function nameOf(flag: string): string {
  return flag.split(/[= ]/, 1)[0] ?? '';
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 0.001],
]);

/** A duration in Go's words, such as 1m30s, or plain seconds. */
function secondsOf(flag: string | undefined): number | undefined {
  const value = flag?.slice(nameOf(flag).length + 1).trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const parts = [...value.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== value) return undefined;
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS.get(unit ?? '') ?? 0),
    0,
  );
}
