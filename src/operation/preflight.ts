// Before anybody confirms: who asks, whether every write may be made, and what admission says to it.
import { Failure } from '../errors.ts';
import type { LeaseItem } from '../lease/evidence.ts';
import { leaseFrom, type RawObject } from '../lease/lease.ts';
import { operationEvent } from '../lease/operation-event.ts';
import type { Change, PlannedPod } from '../lease/stepdown.ts';
import type { Micros } from '../lease/time.ts';
import { SAYS_NOTHING } from './attempt.ts';
import { firstPatch, noteOf } from './first-write.ts';
import type { Request } from './operation.ts';
import { EVENTS, evictionOf, rightsOf } from './rights.ts';
import type { ServerClock } from './server-clock.ts';
import type { Answer, Right, Writing } from './writing.ts';

export interface Preflight {
  /** Undefined where the server does not tell; `why` says so. */
  readonly operator: string | undefined;
  readonly operatorWhy: string | undefined;
  readonly mayRecord: boolean;
  /** Why not: a missing right, or what the server says to such an Event. */
  readonly recordWhy: string | undefined;
  readonly mayEvict: boolean;
  /** In the server's words, or ours: what stands against it; undefined where nothing does. */
  readonly denied: string | undefined;
}

/** Four or five reviews, and the first write tried without being stored; an eviction where all hangs on it. */
export async function preflight(
  plan: Change,
  request: Request,
  item: LeaseItem,
  { writing, clock }: { readonly writing: Writing; readonly clock: ServerClock },
): Promise<Preflight> {
  const { namespace } = plan.ref;
  // Asked of all that may be planned yet: the speed is chosen later.
  const evicts = plan.pod?.evictable === true ? [evictionOf(plan.pod.ref)] : [];
  const rights = [...rightsOf({ ...plan, evictAfter: undefined }), ...evicts];
  const [who, tried, spared, ...reviews] = await Promise.all([
    writing.whoAmI(),
    writing.patchLease(plan.ref, firstPatch(plan, request, item, clock.now()), { dryRun: true }),
    onlyItsEnd(plan) ? writing.evict(plan.pod.ref, plan.pod.uid, { dryRun: true }) : undefined,
    ...rights.map((right) => writing.may(right)),
  ]);
  for (const answer of [tried, spared]) {
    if (answer?.kind !== 'lost' || answer.foreign !== true) continue;
    throw new Failure(answer.why, { hint: 'Nothing was written.' });
  }
  if (tried.kind === 'done') clock.stamped(stampOfOurs(tried.raw));
  // A review that was not answered stands against nothing: the write itself will tell.
  const lacks = (of: Partial<Right>): boolean =>
    rights.some((right, at) => {
      const review = reviews[at];
      const isMeant = right.resource === of.resource && (!of.verb || right.verb === of.verb);
      return isMeant && review?.seen === true && !review.value;
    });
  const recordWhy = lacks(EVENTS)
    ? `you may not create events.events.k8s.io in ${namespace}`
    : await eventDenied(plan, request, { writing, clock });
  return {
    operator: who.seen ? who.value : undefined,
    operatorWhy: who.seen ? undefined : who.why,
    mayRecord: recordWhy === undefined,
    recordWhy,
    mayEvict: !lacks({ resource: 'pods/eviction' }),
    denied: lacks({ resource: 'leases', verb: 'patch' })
      ? `you may not patch leases.coordination.k8s.io in ${namespace}`
      : (denialIn(tried) ?? (spared?.kind === 'no' ? spared.sentence : undefined)),
  };
}

/** Field manager of our writes. */
const OURS = 'kubectl-lease';

/** When the server made its answer to a write of ours, by the clock with which it stamps. */
function stampOfOurs(raw: RawObject): Micros | undefined {
  const ours = leaseFrom(raw).writers.filter(({ manager }) => manager === OURS);
  const stamps = ours.flatMap(({ time }) => time ?? []);
  return stamps.length === 0 ? undefined : Math.max(...stamps);
}

/** Nothing but the end of its Pod proves that its leader has stopped: unless that can be had, no fence. */
function onlyItsEnd(plan: Change): plan is Change & { readonly pod: PlannedPod } {
  const { action, bound, evictAfter, pod } = plan;
  return (
    action === 'step-down' && bound === undefined && evictAfter !== undefined && pod !== undefined
  );
}

/** A Lease that was written or deleted meanwhile, and a server that is busy, deny nothing. */
function denialIn(tried: Answer): string | undefined {
  if (tried.kind !== 'no') return undefined;
  const { status, sentence } = tried;
  const isRace =
    status === 404 || status === 409 || (status === 422 && SAYS_NOTHING.test(sentence));
  return isRace || status === 429 || status >= 500 ? undefined : sentence;
}

/** What the server says against an Event of this kind; undefined where it takes it, or does not tell. */
async function eventDenied(
  plan: Change,
  request: Request,
  { writing, clock }: { readonly writing: Writing; readonly clock: ServerClock },
): Promise<string | undefined> {
  const now = clock.now();
  const note = noteOf(plan, request, now);
  const record = { ...note, endedAt: now, outcome: 'led', after: undefined } as const;
  const event = operationEvent(
    { ...plan.ref, uid: plan.epoch.uid },
    { ...record, releasedAt: undefined },
  );
  const answer = await writing.createEvent(event, { dryRun: true });
  if (answer.kind === 'lost' && answer.foreign === true) return answer.why;
  if (answer.kind !== 'no') return undefined;
  return answer.status >= 500 || answer.status === 429 ? undefined : answer.sentence;
}
