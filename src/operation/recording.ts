// The record of an operation that has come to its end: an annotation on the Lease, and an Event.
import type { LeaseItem } from '../lease/evidence.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import { operationEvent } from '../lease/operation-event.ts';
import { operationsIn, type OperationRecord } from '../lease/operation-record.ts';
import type { Change } from '../lease/stepdown.ts';
import { attempted, isOurs, unlessGivenUp } from './attempt.ts';
import { noteOf } from './first-write.ts';
import { PATIENCE, type Request, type Result, type Surroundings } from './operation.ts';
import { recordPatch } from './patches.ts';

export interface Recorded {
  /** Undefined where none was to be made. */
  readonly event: Kept | undefined;
  readonly lease: Kept;
  readonly record: OperationRecord;
  /** The Event as it is, or as it would be: to be made by hand. */
  readonly eventObject: RawObject;
}

export type Kept = { readonly kept: true } | { readonly kept: false; readonly why: string };

/** Both are tried, whatever becomes of the other; an Event of that name is ours already. */
export async function record(
  plan: Change,
  request: Request,
  result: Result,
  around: Surroundings,
): Promise<Recorded> {
  const { clock, tell } = around;
  const entry = entryOf(plan, request, result, clock.now());
  const eventObject = operationEvent({ ...plan.ref, uid: plan.epoch.uid }, entry);
  tell({ step: 'doing', what: 'record' });
  const [lease, event] = await Promise.all([
    annotated(plan, request, { entry, known: result.lease }, around),
    request.record ? created(eventObject, around) : undefined,
  ]);
  const name = text(object(eventObject['metadata'])['name']);
  const told = event?.kept === true ? name : undefined;
  const step = { step: 'recorded', event: told, lease: lease.kept } as const;
  tell(step);
  return { event, lease, record: entry, eventObject };
}

function entryOf(plan: Change, request: Request, result: Result, now: number): OperationRecord {
  const { id, operator, reason, ticket, speed, at, before, asked } = noteOf(
    plan,
    request,
    result.at ?? now,
  );
  const { outcome, after, releasedAt, unled } = result;
  const whose = { id, operator, reason, ticket, plan: plan.action, speed, at, before };
  const became = { endedAt: now, outcome, after, releasedAt, leaderlessSeconds: unled?.[1] };
  return { ...whose, ...became, asked };
}

async function annotated(
  plan: Change,
  { id }: Request,
  { entry, known }: { readonly entry: OperationRecord; readonly known: LeaseItem | undefined },
  { evidence, writing, givenUp, time }: Surroundings,
): Promise<Kept> {
  if (known === undefined) {
    const isUnread = entry.outcome === 'unknown';
    return { kept: false, why: isUnread ? 'it could not be read' : 'the Lease is gone' };
  }
  let latest = known;
  const settled = await attempted({
    send: () => {
      const { ended } = operationsIn(latest.lease);
      const others = ended.filter((it) => it.id !== id);
      return writing.patchLease(plan.ref, recordPatch(latest.raw, id, [...others, entry]));
    },
    read: async () => (latest = await evidence.lease(plan.ref)),
    isWritten: ({ lease }) => operationsIn(lease).ended.some((it) => it.id === id),
    isStillSo: isOurs(id),
    patience: PATIENCE.record,
    givenUp,
    time,
  });
  if (settled.kind === 'written') return { kept: true };
  if (settled.kind === 'refused') return { kept: false, why: settled.sentence };
  if (settled.kind === 'unknown') return { kept: false, why: settled.why };
  return { kept: false, why: 'another operation has written the Lease since' };
}

async function created(event: RawObject, { writing, givenUp, time }: Surroundings): Promise<Kept> {
  const deadline = time.now() + PATIENCE.record;
  for (;;) {
    const answer = await unlessGivenUp(writing.createEvent(event), givenUp);
    if (answer.kind === 'done') return { kept: true };
    if (answer.kind === 'no' && answer.status === 409) return { kept: true };
    const why = answer.kind === 'lost' ? answer.why : answer.sentence;
    const isFinal = answer.kind === 'no' && answer.status < 500 && answer.status !== 429;
    if (isFinal || givenUp.aborted || time.now() > deadline) return { kept: false, why };
    await time.pause(500, givenUp);
  }
}
