// The patches that an operation sends: each is guarded, and none can be anything else.
import { OPERATION, OPERATION_ID, RECORD, fenceHolder } from '../lease/fence.ts';
import { INT32_MAX, object, stringMap, text, type RawObject } from '../lease/lease.ts';
import { formatNote, type OperationNote } from '../lease/operation-note.ts';
import { formatRecords, type OperationRecord } from '../lease/operation-record.ts';
import { formatMicroTime, type Micros } from '../lease/time.ts';
import { add, pointer, test, type Op, type Patch } from './json-patch.ts';

const HOLDER = '/spec/holderIdentity';
const TRANSITIONS = '/spec/leaseTransitions';

/** The epoch of the Lease as it was read, as far as its fields exist (kubernetes_asyncio writes no transitions). */
function sameEpoch(raw: RawObject): Op[] {
  const spec = object(raw['spec']);
  const { holderIdentity, acquireTime, leaseTransitions } = spec;
  return [
    test('/metadata/uid', object(raw['metadata'])['uid']),
    test(HOLDER, holderIdentity ?? ''),
    ...(acquireTime === undefined ? [] : [test('/spec/acquireTime', acquireTime)]),
    ...(leaseTransitions === undefined ? [] : [test(TRANSITIONS, leaseTransitions)]),
  ];
}

/** Not written since it was read. */
function asItIs(raw: RawObject): Op {
  return test('/metadata/resourceVersion', object(raw['metadata'])['resourceVersion']);
}

/** A Lease without annotations gets them, unless somebody was quicker: `test` of nothing is null. */
function annotate(raw: RawObject, annotations: Readonly<Record<string, string>>): Op[] {
  const none = Object.keys(object(object(raw['metadata'])['annotations'])).length === 0;
  const make = none ? [test('/metadata/annotations', null), add('/metadata/annotations', {})] : [];
  return [...make, ...Object.entries(annotations).map(([key, value]) => add(pointer(key), value))];
}

function carrying(note: OperationNote): Readonly<Record<string, string>> {
  return { [OPERATION_ID]: note.id, [OPERATION]: formatNote(note) };
}

/**
 * A visible foreign holder in the place of the old one; `seconds` is its leaseDurationSeconds. A
 * fence that takes over a dead one's counts no further transition, and fails if that one is renewed.
 */
export function fencePatch(
  raw: RawObject,
  note: OperationNote,
  seconds: number,
  now: Micros,
): Patch {
  const { leaseTransitions: before, renewTime } = object(raw['spec']);
  const counts = typeof before === 'number' && before < INT32_MAX && note.adopted === undefined;
  const time = formatMicroTime(now);
  return {
    type: 'json',
    ops: [
      ...sameEpoch(raw),
      ...(note.adopted === undefined ? [] : [test('/spec/renewTime', renewTime ?? null)]),
      add(HOLDER, fenceHolder(note.id)),
      add('/spec/leaseDurationSeconds', seconds),
      add('/spec/acquireTime', time),
      add('/spec/renewTime', time),
      ...(counts ? [add(TRANSITIONS, before + 1)] : []),
      ...annotate(raw, carrying(note)),
    ],
  };
}

/** Somebody cleared our fence: it is put back, unless anybody has written the Lease since. */
export function fenceAgainPatch(raw: RawObject, id: string, seconds: number, now: Micros): Patch {
  const { holderIdentity } = object(raw['spec']);
  const time = formatMicroTime(now);
  return {
    type: 'json',
    ops: [
      test('/metadata/uid', object(raw['metadata'])['uid']),
      test(pointer(OPERATION_ID), id),
      test(HOLDER, holderIdentity ?? null),
      asItIs(raw),
      add(HOLDER, fenceHolder(id)),
      add('/spec/leaseDurationSeconds', seconds),
      add('/spec/acquireTime', time),
      add('/spec/renewTime', time),
    ],
  };
}

function ours(uid: unknown, id: string): Op[] {
  return [test('/metadata/uid', uid), test(HOLDER, fenceHolder(id))];
}

/** One that is late does not put renewTime back: it was made for the fence as it was renewed last. */
export function renewPatch(raw: RawObject, id: string, now: Micros): Patch {
  const { renewTime } = object(raw['spec']);
  return {
    type: 'json',
    ops: [
      ...ours(object(raw['metadata'])['uid'], id),
      ...(renewTime === undefined ? [] : [test('/spec/renewTime', renewTime)]),
      add('/spec/renewTime', formatMicroTime(now)),
    ],
  };
}

/** What client-go itself writes on release (tools/leaderelection tryRelease). */
function vacancy(now: Micros): RawObject {
  const time = formatMicroTime(now);
  return { holderIdentity: '', leaseDurationSeconds: 1, acquireTime: time, renewTime: time };
}

/**
 * The release of our own fence. `byAbsence`: the official Java client alone takes nothing but an
 * absent holder for a free one; its times and duration stay.
 */
export function unfencePatch(
  uid: string | undefined,
  id: string,
  now: Micros,
  byAbsence: boolean,
): Patch {
  const ops = byAbsence
    ? [{ op: 'remove', path: HOLDER } as const]
    : Object.entries(vacancy(now)).map(([key, value]) => add(`/spec/${key}`, value));
  return { type: 'json', ops: [...ours(uid, id), ...ops] };
}

/** Never "", which in a merge patch would be no guard at all. */
function versionOf(raw: RawObject): string {
  return text(object(raw['metadata'])['resourceVersion']) || 'none';
}

/** The release of a silent holder, bound to the resourceVersion on which it was judged silent. */
export function releasePatch(
  raw: RawObject,
  note: OperationNote,
  now: Micros,
  byAbsence: boolean,
): Patch {
  if (byAbsence) {
    const remove = { op: 'remove', path: HOLDER } as const;
    const ops = [asItIs(raw), ...sameEpoch(raw), remove, ...annotate(raw, carrying(note))];
    return { type: 'json', ops };
  }
  const resourceVersion = versionOf(raw);
  const metadata = { resourceVersion, annotations: carrying(note) };
  return { type: 'merge', body: { metadata, spec: vacancy(now) } };
}

export function preferPatch(raw: RawObject, note: OperationNote, candidate: string): Patch {
  const { holderIdentity, strategy } = object(raw['spec']);
  return {
    type: 'json',
    ops: [
      test('/metadata/uid', object(raw['metadata'])['uid']),
      test(HOLDER, holderIdentity ?? ''),
      test('/spec/strategy', strategy ?? ''),
      add('/spec/preferredHolder', candidate),
      ...annotate(raw, carrying(note)),
    ],
  };
}

/**
 * Annotations alone: the operation is among the ended ones, and no longer under way. Whoever finds its
 * fence still there needs its note all the same.
 */
export function recordPatch(
  raw: RawObject,
  id: string,
  records: readonly OperationRecord[],
): Patch {
  const annotations = stringMap(object(raw['metadata'])['annotations']);
  const isFenced = object(raw['spec'])['holderIdentity'] === fenceHolder(id);
  const isKept = isFenced || !annotations.has(OPERATION);
  return {
    type: 'json',
    ops: [
      test(pointer(OPERATION_ID), id),
      add(pointer(RECORD), formatRecords(records)),
      ...(isKept ? [] : [{ op: 'remove', path: pointer(OPERATION) } as const]),
    ],
  };
}
