// Whether what a port hands over has the shape that it promises: nothing else gets into an operation.
import type { Clock } from '../lease/clock.ts';
import type { LeaseItem, WatchEvent } from '../lease/evidence.ts';
import { object, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import type { Micros } from '../lease/time.ts';
import { itemOf } from './attempt.ts';
import type { Answer, PodSight } from './writing.ts';

/** The Lease of this name, with what the server gives every object; undefined where it is not. */
export function itemIn(value: unknown, ref: LeaseRef): LeaseItem | undefined {
  const raw = rawIn(object(value)['raw']);
  if (raw === undefined) return undefined;
  const item = itemOf(raw);
  const { lease } = item;
  const isNamed = lease.ref.name === ref.name && lease.ref.namespace === ref.namespace;
  return isNamed && lease.uid && lease.resourceVersion ? item : undefined;
}

/** The last moment of the year 9999, the last that a Lease can carry. */
const LATEST: Micros = Date.UTC(10_000, 0) * 1000 - 1;

/** One that tells no moment is not the server's. */
export function clockIn(value: unknown): Clock {
  const { now, source } = object(value);
  const isMoment = typeof now === 'number' && Number.isSafeInteger(now) && now >= 0;
  const isServers = source === 'server' && isMoment && now <= LATEST;
  return isServers ? (value as Clock) : { now: 0, source: 'workstation', restamps: undefined };
}

/** Undefined for what tells nothing of this Lease. */
export function eventIn(value: unknown, ref: LeaseRef): WatchEvent | undefined {
  const event = object(value);
  const clock = clockIn(event['clock']);
  switch (event['type']) {
    case 'listed': {
      const listed = event['items'];
      const items = Array.isArray(listed) ? listed.flatMap((it) => itemIn(it, ref) ?? []) : [];
      // A list of other things does not say that the Lease is gone.
      const isWhole = Array.isArray(listed) && items.length === listed.length;
      return isWhole || items.length > 0 ? { type: 'listed', items, clock } : undefined;
    }
    case 'written':
    case 'deleted': {
      const item = itemIn(event['item'], ref);
      return item && { type: event['type'], item, clock };
    }
    case 'tick':
      return { type: 'tick', clock };
    default:
      return undefined;
  }
}

/** Undefined for what is no answer; of a patch, one that holds this Lease. */
export function answerIn(value: unknown, ref?: LeaseRef): Answer | undefined {
  const answer = object(value);
  const [raw, why, status] = [rawIn(answer['raw']), text(answer['why']), answer['status']];
  switch (answer['kind']) {
    case 'done': {
      const isMeant = ref === undefined || itemIn({ raw }, ref) !== undefined;
      const at = typeof answer['at'] === 'number' ? answer['at'] : undefined;
      return raw && isMeant ? { kind: 'done', raw, at } : undefined;
    }
    case 'no': {
      const [reason, sentence] = [text(answer['reason']), text(answer['sentence'])];
      if (typeof status !== 'number' || sentence === undefined) return undefined;
      return { kind: 'no', status, reason: reason ?? '', sentence };
    }
    case 'lost':
      return why === undefined ? undefined : { kind: 'lost', why, sent: answer['sent'] !== false };
    default:
      return undefined;
  }
}

export function sightIn(value: unknown): PodSight | undefined {
  const sight = object(value);
  const raw = rawIn(sight['raw']);
  if (sight['kind'] === 'pod') return raw && { kind: 'pod', raw };
  return sight['kind'] === 'gone' ? { kind: 'gone', raw } : undefined;
}

function rawIn(value: unknown): RawObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as RawObject)
    : undefined;
}
