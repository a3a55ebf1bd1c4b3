// Who leads after a release: the first that takes the Lease and renews it twice.
import { epochOf } from '../lease/epoch.ts';
import type { LeaseItem } from '../lease/evidence.ts';
import { fenceId } from '../lease/fence.ts';
import type { Change } from '../lease/stepdown.ts';
import { SECOND } from '../lease/time.ts';
import { GIVEN_UP } from './attempt.ts';
import type { Ports, Result } from './operation.ts';
import type { Underway } from './underway.ts';

/** A third party's write may come in between; two renewals are no chance. */
const RENEWALS = 2;

interface Before {
  /** Whose identity it was; the plan's where it is undefined. */
  readonly previous: string | undefined;
  /** The process that led has ended. */
  readonly proved: boolean;
}

type Became = Pick<Result, 'outcome' | 'why'> & Partial<Result>;

export async function newLeader(run: Underway, before: Before): Promise<Became> {
  const { plan, around } = run;
  const deadline = around.time.now() + plan.patience * 1000;
  for (;;) {
    const became = await led(run, before, deadline - around.time.now());
    if (became !== 'nobody') return became;
  }
}

/** `nobody`: what the watch told of a new leader is not what the Lease holds. */
async function led(
  { plan, request, around, watching, seconds }: Underway,
  { previous = plan.epoch.holder, proved }: Before,
  patience: number,
): Promise<Became | 'nobody'> {
  around.tell({ step: 'doing', what: 'leader' });
  const found = await watching.until(() => leading(watching.lease), patience);
  const isGivenUp = (): boolean => around.givenUp.aborted;
  if (isGivenUp()) return { outcome: 'unknown', why: GIVEN_UP };
  if (found === undefined && watching.unseen !== undefined) {
    return { outcome: 'unknown', why: notSeen(watching.unseen), lease: watching.lease };
  }
  if (found === undefined) {
    const now = await watching.asked();
    if (now === 'unread') return { outcome: 'unknown', why: UNREAD };
    if (now && leading(now) && patience > 0) return 'nobody';
    if (now && fenceId(now.lease) === request.id) return stillFenced(now, plan, around);
    const why = watching.isDeleted ? 'the Lease was deleted' : undefined;
    return { outcome: 'unled', why, lease: watching.lease };
  }
  const leaderIn = seconds();
  around.tell({ step: 'leads', holder: found.lease.holderIdentity ?? '' });
  around.tell({ step: 'doing', what: 'renewals' });
  const renewed = new Renewals(found);
  const settled = await watching.until(
    () => {
      const now = leading(watching.lease);
      return now && renewed.count(now) >= RENEWALS ? true : undefined;
    },
    Math.max(plan.patience, 2 * plan.term) * 1000,
  );
  if (isGivenUp()) return { outcome: 'unknown', why: GIVEN_UP };
  const lease = watching.lease ?? found;
  const after = epochOf(lease.lease);
  const facts = { after, lease, leaderIn };
  const now = await watching.asked();
  if (now === undefined || (now !== 'unread' && !isHeldBy(now, after.holder))) {
    return patience > 0 ? 'nobody' : { outcome: 'unled', why: undefined, lease: now };
  }
  if (settled === undefined && watching.unseen !== undefined) {
    return { outcome: 'unknown', why: notSeen(watching.unseen), ...facts };
  }
  if (settled === undefined) {
    return { outcome: 'unled', why: `${after.holder} took it and does not renew it`, ...facts };
  }
  around.tell({ step: 'renewed' });
  if (after.holder !== previous) return { outcome: 'led', why: undefined, ...facts };
  return { outcome: proved ? 'restarted' : 'returned', why: undefined, ...facts };
}

/** What was answered about the release was not so. */
function stillFenced(lease: LeaseItem, { fenceSeconds }: Change, { clock }: Ports): Became {
  const { renewTime = clock.now(), durationSeconds = fenceSeconds } = lease.lease;
  const fencedUntil = renewTime + durationSeconds * SECOND;
  return { outcome: 'unled', why: 'the release was not carried out', lease, fencedUntil };
}

/** Why nothing is known, although the Lease is free. */
const UNREAD = 'the Lease could not be read any more';

/** Nobody is said not to lead whom nobody could see. */
function notSeen(why: string): string {
  return `the Lease cannot be read (${why.replace(/^error: /, '')})`;
}

function leading(item: LeaseItem | undefined): LeaseItem | undefined {
  return item?.lease.holderIdentity && fenceId(item.lease) === undefined ? item : undefined;
}

function isHeldBy({ lease }: LeaseItem, holder: string): boolean {
  return lease.holderIdentity === holder;
}

/** Of one grant: another holder counts anew. */
class Renewals {
  #last: LeaseItem;
  #count = 0;

  constructor(first: LeaseItem) {
    this.#last = first;
  }

  count(now: LeaseItem): number {
    const [before, { lease }] = [this.#last.lease, now];
    if (lease.holderIdentity !== before.holderIdentity) this.#count = 0;
    else if ((lease.renewTime ?? 0) > (before.renewTime ?? 0)) this.#count += 1;
    this.#last = now;
    return this.#count;
  }
}
