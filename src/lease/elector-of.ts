// Which election library writes a Lease: the row of electors.ts that it goes by, and how sure that is.
import {
  BY_MANAGER,
  CLIENT_GO,
  KUBE_LEADER_ELECTION,
  type Elector,
  type RowTimings,
} from './electors.ts';
import type { Lease, Writer } from './lease.ts';
import type { Timings } from './timings.ts';

export interface ElectorVerdict {
  readonly elector: Elector;
  readonly confidence: 'certain' | 'likely';
  /** On what that rests. */
  readonly why: string;
}

/** Undefined where nothing tells which library writes it: no row was measured for that. */
export function electorOf(lease: Lease): ElectorVerdict | undefined {
  const writer = renewing(lease);
  if (writer === undefined) return byShape(lease, 'no manager is told');
  const { manager } = writer;
  const known = BY_MANAGER.get(manager);
  const why = `manager ${manager}`;
  if (known !== undefined) return { elector: known, confidence: 'certain', why };
  if (manager === 'unknown' || manager === lease.holderIdentity) {
    return { elector: KUBE_LEADER_ELECTION, confidence: 'likely', why };
  }
  // A Go program's manager is the name of its binary.
  return writer.operation === 'Update' ? byShape(lease, why) : undefined;
}

/** The last that set renewTime; what a person wrote with kubectl tells nothing of a library. */
function renewing({ writers }: Lease): Writer | undefined {
  return writers
    .filter(({ ownsRenewTime, manager }) => ownsRenewTime && !manager.startsWith('kubectl'))
    .toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0))[0];
}

/** client-go writes all five fields (tools/leaderelection/resourcelock/leaselock.go). */
function byShape(lease: Lease, why: string): ElectorVerdict | undefined {
  const { durationSeconds, acquireTime, renewTime, transitions } = lease;
  const whole = [durationSeconds, acquireTime, renewTime, transitions].every(
    (field) => field !== undefined,
  );
  return whole ? { elector: CLIENT_GO, confidence: 'likely', why } : undefined;
}

/** The timings that a row's seconds are reckoned with. */
export function rowTimings(
  term: number,
  declared: Timings | undefined,
  interval: number | undefined,
): RowTimings {
  const retryPeriod = interval ?? declared?.retryPeriod ?? term / 5;
  return { term, renewDeadline: declared?.renewDeadline, retryPeriod };
}
