// The first write of an operation: on the Lease as it is now, if that is still what was confirmed.
import { Failure } from '../errors.ts';
import { epochOf } from '../lease/epoch.ts';
import type { LeaseItem } from '../lease/evidence.ts';
import { fenceHolder } from '../lease/fence.ts';
import { object } from '../lease/lease.ts';
import type { Change } from '../lease/stepdown.ts';
import { SECOND, type Micros } from '../lease/time.ts';
import type { Time } from '../timers.ts';
import { attempted, isOurs, itemOf, showsNoHolder } from './attempt.ts';
import { NOTHING_YET, PATIENCE, type Request, type Result, type Ports } from './operation.ts';
import { firstPatch } from './first-write.ts';
import { Sending } from './sending.ts';

export interface Begun {
  readonly kind: 'begun';
  readonly item: LeaseItem;
  /** When it was sent, by the API server's clock: the moment that it carries. */
  readonly at: Micros;
  /** By when it was stored, by the same: an answer may be half a minute late. */
  readonly by: Micros;
}

export interface Over {
  readonly kind: 'over';
  readonly result: Result;
}

export type Beginning = Begun | Over;

/** The patch is made for the Lease as it is read now; `isStillSo`: besides that nobody deletes it. */
export async function begin(
  plan: Change,
  request: Request,
  { evidence, writing, clock, interrupted, givenUp, time, written }: Ports,
  isStillSo: (now: LeaseItem) => boolean,
): Promise<Beginning> {
  const read = async (): Promise<LeaseItem> => {
    const { clock: told, ...item } = await evidence.lease(plan.ref);
    if (told.source === 'server') clock.tell(told.now);
    return item;
  };
  const isAsConfirmed = (now: LeaseItem): boolean => !isBeingDeleted(now) && isStillSo(now);
  const first = await firstRead(read, interrupted, time);
  const isInterrupted = (): boolean => interrupted.aborted;
  if (isInterrupted()) return declined();
  if (first === undefined || !isAsConfirmed(first)) return changed(first);
  let latest = first;
  let at = clock.now();
  const isWritten = (now: LeaseItem): boolean => {
    return isOurs(request.id)(now) || now.lease.holderIdentity === fenceHolder(request.id);
  };
  const sending = new Sending(interrupted, givenUp);
  const settled = await attempted({
    send: () => {
      at = clock.now();
      const patch = firstPatch(plan, request, latest, at);
      written.sends(at, fencedUntil(plan, at));
      return sending.sent(() => writing.patchLease(plan.ref, patch));
    },
    read: async () => (latest = await read()),
    isWritten,
    isDone: (now) => isWritten(now) || isFreed(plan, now),
    isStillSo: isAsConfirmed,
    patience: PATIENCE.write,
    givenUp: sending.over,
    time,
  });
  sending.end();
  if (settled.kind === 'changed' || settled.kind === 'refused') written.nothing();
  switch (settled.kind) {
    case 'written':
      written.isKnown = true;
      return { kind: 'begun', item: itemOf(settled.raw), at, by: clock.now() };
    case 'changed':
      return changed(settled.now);
    case 'refused':
      if (settled.status === 0 && isInterrupted()) return declined();
      if (settled.status === 0 || settled.status === 429) throw unsent(settled.sentence);
      return { kind: 'over', result: { ...NOTHING_YET, outcome: 'denied', why: settled.sentence } };
    case 'unknown': {
      const until = { fencedUntil: written.fencedUntil };
      const unknown = { at, ...until, outcome: 'unknown', why: settled.why } as const;
      const result = { ...NOTHING_YET, ...unknown };
      return { kind: 'over', result };
    }
  }
}

function fencedUntil({ action, fenceSeconds }: Change, at: Micros): Micros | undefined {
  return action === 'step-down' ? at + fenceSeconds * SECOND : undefined;
}

/** A release whose annotations somebody takes away is a release all the same. */
function isFreed({ action, epoch }: Change, now: LeaseItem): boolean {
  return action === 'release' && now.lease.uid === epoch.uid && showsNoHolder(now);
}

/**
 * Before anything is written a server that is away is waited for, as long as for a restart; after
 * that its Failure is thrown. Undefined where the Lease is gone.
 */
export async function firstRead(
  read: () => Promise<LeaseItem>,
  interrupted: AbortSignal,
  time: Time,
): Promise<LeaseItem | undefined> {
  const deadline = time.now() + PATIENCE.write / 2;
  for (;;) {
    try {
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (thrown.notFound) return undefined;
      if (interrupted.aborted) return undefined;
      if (time.now() > deadline) throw thrown;
    }
    await time.pause(500, interrupted);
  }
}

export function declined(): Over {
  return { kind: 'over', result: { ...NOTHING_YET, outcome: 'declined', why: 'interrupted' } };
}

/** No outcome of an operation: there was none. */
function unsent(sentence: string): Failure {
  return new Failure(sentence, { hint: 'Nothing was written.' });
}

export function changed(now: LeaseItem | undefined, reason?: string): Over {
  const after = now && epochOf(now.lease);
  const why = goingWords(now) ?? reason;
  return { kind: 'over', result: { ...NOTHING_YET, outcome: 'changed', why, after, lease: now } };
}

function goingWords(now: LeaseItem | undefined): string | undefined {
  if (now === undefined) return 'the Lease is gone';
  return isBeingDeleted(now) ? 'the Lease is being deleted' : undefined;
}

/** What is written into it is lost with it. */
export function isBeingDeleted({ raw }: LeaseItem): boolean {
  return object(raw['metadata'])['deletionTimestamp'] !== undefined;
}
