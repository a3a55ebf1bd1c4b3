// Before anybody confirms: who asks, whether every write may be made, and what admission says to it.
import { randomBytes } from 'node:crypto';
import type { LeaseItem } from '../lease/evidence.ts';
import { operationEvent } from '../lease/operation-event.ts';
import type { Change, PlannedPod } from '../lease/stepdown.ts';
import { SAYS_NOTHING } from './attempt.ts';
import { noteOf } from './begin.ts';
import type { Request } from './operation.ts';
import { fencePatch, preferPatch, releasePatch, type Patch } from './patches.ts';
import type { ServerClock } from './server-clock.ts';
import type { Answer, Right, Writing } from './writing.ts';

const LEASES = { apiGroup: 'coordination.k8s.io', resource: 'leases' };

/** In the order of their use. */
export function rightsOf({ ref, pod, evictAfter }: Change): Right[] {
  const { namespace, name } = ref;
  return [
    { ...LEASES, verb: 'get', namespace, name },
    { ...LEASES, verb: 'patch', namespace, name },
    { ...EVENTS, namespace, name: undefined },
    ...(evictAfter === undefined || pod === undefined ? [] : [evictionOf(pod.ref)]),
  ];
}

const EVENTS = { verb: 'create', apiGroup: 'events.k8s.io', resource: 'events' };

function evictionOf({ namespace, name }: Change['ref']): Right {
  return { verb: 'create', apiGroup: '', resource: 'pods/eviction', namespace, name };
}

/** The first write of a plan, for the Lease as it is. */
export function firstPatch(plan: Change, request: Request, item: LeaseItem, at: number): Patch {
  const note = noteOf(plan, request, at);
  switch (plan.action) {
    case 'hand-over':
      return preferPatch(item.raw, note, plan.asked ?? '');
    case 'release': {
      const byAbsence = plan.elector?.elector.freedByAbsence === true && plan.former.ended;
      return releasePatch(item.raw, note, at, byAbsence);
    }
    case 'step-down':
      return fencePatch(item.raw, note, plan.fenceSeconds, at);
  }
}

export interface Preflight {
  /** Undefined where the server does not tell; `why` says so. */
  readonly operator: string | undefined;
  readonly operatorWhy: string | undefined;
  readonly mayRecord: boolean;
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
  // A review that was not answered stands against nothing: the write itself will tell.
  const lacks = (of: Partial<Right>): boolean =>
    rights.some((right, at) => {
      const review = reviews[at];
      const isMeant = right.resource === of.resource && (!of.verb || right.verb === of.verb);
      return isMeant && review?.seen === true && !review.value;
    });
  const mayRecord = !lacks(EVENTS) && (await eventIsTaken(plan, request, { writing, clock }));
  return {
    operator: who.seen ? who.value : undefined,
    operatorWhy: who.seen ? undefined : who.why,
    mayRecord,
    mayEvict: !lacks({ resource: 'pods/eviction' }),
    denied: lacks({ resource: 'leases', verb: 'patch' })
      ? `you may not patch leases.coordination.k8s.io in ${namespace}`
      : (denialIn(tried) ?? (spared?.kind === 'no' ? spared.sentence : undefined)),
  };
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

async function eventIsTaken(
  plan: Change,
  request: Request,
  { writing, clock }: { readonly writing: Writing; readonly clock: ServerClock },
): Promise<boolean> {
  const now = clock.now();
  const note = noteOf(plan, request, now);
  const record = { ...note, endedAt: now, outcome: 'led', after: undefined } as const;
  const event = operationEvent(
    { ...plan.ref, uid: plan.epoch.uid },
    { ...record, releasedAt: undefined },
  );
  const answer = await writing.createEvent(event, { dryRun: true });
  return answer.kind !== 'no' || answer.status >= 500 || answer.status === 429;
}

export function newOperationId(): string {
  return randomBytes(4).toString('hex');
}
