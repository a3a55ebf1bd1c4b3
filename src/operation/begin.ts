// The first write of an operation: on the Lease as it is now, if that is still what was confirmed.
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../errors.ts';
import { epochOf, isSameEpoch } from '../lease/epoch.ts';
import type { LeaseItem } from '../lease/evidence.ts';
import { object } from '../lease/lease.ts';
import type { OperationNote } from '../lease/operation-note.ts';
import type { Change } from '../lease/stepdown.ts';
import { SECOND, type Micros } from '../lease/time.ts';
import { attempted, isOurs, itemOf } from './attempt.ts';
import {
  NOTHING_YET,
  PATIENCE,
  type Request,
  type Result,
  type Surroundings,
} from './operation.ts';
import type { Patch } from './patches.ts';
import { Sending } from './sending.ts';

export interface Begun {
  readonly kind: 'begun';
  readonly item: LeaseItem;
  /** When it was sent, by the API server's clock: the moment that it carries. */
  readonly at: Micros;
  /** By when it was stored, by the same: an answer may be half a minute late. */
  readonly by: Micros;
}

export type Beginning = Begun | { readonly kind: 'over'; readonly result: Result };

/** `patch` is made for the Lease as it is read now. */
export async function begin(
  plan: Change,
  { id }: Request,
  { evidence, writing, clock, interrupted, givenUp }: Surroundings,
  patch: (now: LeaseItem, at: Micros) => Patch,
  isStillSo: (now: LeaseItem) => boolean = ({ lease }) => isSameEpoch(plan.epoch, epochOf(lease)),
): Promise<Beginning> {
  const read = async (): Promise<LeaseItem> => {
    const { clock: told, ...item } = await evidence.lease(plan.ref);
    if (told.source === 'server') clock.tell(told.now);
    return item;
  };
  const isAsConfirmed = (now: LeaseItem): boolean => !isBeingDeleted(now) && isStillSo(now);
  const first = await firstRead(read, interrupted);
  const isInterrupted = (): boolean => interrupted.aborted;
  if (isInterrupted()) return declined();
  if (first === undefined || !isAsConfirmed(first)) return changed(first);
  let latest = first;
  let at = clock.now();
  const sending = new Sending(interrupted, givenUp);
  const settled = await attempted({
    send: () => {
      at = clock.now();
      return sending.sent(() => writing.patchLease(plan.ref, patch(latest, at)));
    },
    read: async () => (latest = await read()),
    isWritten: isOurs(id),
    isStillSo: isAsConfirmed,
    patience: PATIENCE.write,
    givenUp: sending.over,
  });
  sending.end();
  switch (settled.kind) {
    case 'written':
      return { kind: 'begun', item: itemOf(settled.raw), at, by: clock.now() };
    case 'changed':
      return changed(settled.now);
    case 'refused':
      if (settled.status === 0 && isInterrupted()) return declined();
      if (settled.status === 0 || settled.status === 429) throw unsent(settled.sentence);
      return { kind: 'over', result: { ...NOTHING_YET, outcome: 'denied', why: settled.sentence } };
    case 'unknown': {
      const fencedUntil = plan.action === 'step-down' ? at + plan.fenceSeconds * SECOND : undefined;
      const unknown = { at, fencedUntil, outcome: 'unknown', why: settled.why } as const;
      const result = { ...NOTHING_YET, ...unknown };
      return { kind: 'over', result };
    }
  }
}

/**
 * Before anything is written a server that is away is waited for, as long as for a restart; after
 * that its Failure is thrown. Undefined where the Lease is gone.
 */
async function firstRead(
  read: () => Promise<LeaseItem>,
  interrupted: AbortSignal,
): Promise<LeaseItem | undefined> {
  const deadline = performance.now() + PATIENCE.write / 2;
  for (;;) {
    try {
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (thrown.notFound) return undefined;
      if (interrupted.aborted) return undefined;
      if (performance.now() > deadline) throw thrown;
    }
    await delay(500, undefined, { signal: interrupted }).catch(() => undefined);
  }
}

function declined(): Beginning {
  return { kind: 'over', result: { ...NOTHING_YET, outcome: 'declined', why: 'interrupted' } };
}

/** No outcome of an operation: there was none. */
function unsent(sentence: string): Failure {
  return new Failure(sentence, { hint: 'Nothing was written.' });
}

function changed(now: LeaseItem | undefined): Beginning {
  const after = now && epochOf(now.lease);
  const why = goingWords(now);
  return { kind: 'over', result: { ...NOTHING_YET, outcome: 'changed', why, after, lease: now } };
}

function goingWords(now: LeaseItem | undefined): string | undefined {
  if (now === undefined) return 'the Lease is gone';
  return isBeingDeleted(now) ? 'the Lease is being deleted' : undefined;
}

/** What is written into it is lost with it. */
function isBeingDeleted({ raw }: LeaseItem): boolean {
  return object(raw['metadata'])['deletionTimestamp'] !== undefined;
}

function formerOf({ former: { skew, survives, renewedAt } }: Change): OperationNote['former'] {
  return { skew, survives, renewedAt };
}

/** The note that a first write at this moment carries. */
export function noteOf(plan: Change, request: Request, at: Micros): OperationNote {
  const { adopts, pod } = plan;
  return {
    ...{ id: request.id, operator: request.operator, reason: request.reason },
    ...{ ticket: request.ticket, plan: plan.action, speed: plan.speed },
    // The old leader has had since then to stop.
    at: adopts?.at ?? at,
    before: adopts?.before ?? plan.epoch,
    pod: pod && { ref: pod.ref, uid: pod.uid, containers: pod.containers },
    former: adopts ? adopts.former : formerOf(plan),
    ...{ term: plan.term || undefined, interval: plan.interval },
    elector: adopts?.elector ?? plan.elector?.elector.row ?? 'unmeasured',
    bound: adopts?.bound ?? plan.bound ?? Infinity,
    ...{ renewEvery: plan.renewEvery || 1, adopted: adopts?.id, asked: plan.asked },
  };
}
