// What an operation under way leaves in the Lease, so that a later run can finish a dead one's work.
import { jsonIn, LONGEST_JSON, seconds } from './annotation-json.ts';
import { byteLength, cutToBytes } from './cut.ts';
import type { Epoch } from './epoch.ts';
import { int32, object, text, type LeaseRef, type RawObject } from './lease.ts';
import { formatMicroTime, parseTime, type Micros } from './time.ts';

const OPERATIONS = ['release', 'step-down', 'hand-over'] as const;
export type OperationPlan = (typeof OPERATIONS)[number];

export const SPEEDS = ['wait', 'evict'] as const;
export type Speed = (typeof SPEEDS)[number];

/** The Pod of the old holder, and those of its containers that may have held the Lease. */
export interface FencedPod {
  readonly ref: LeaseRef;
  readonly uid: string;
  /** "containerd://..." */
  readonly containers: readonly string[];
}

/** What decides whether the end of a container proves anything (process-end.ts). */
export interface FormerIdentity {
  /** The holder's clock minus the API server's, in seconds; undefined where it is not known. */
  readonly skew: number | undefined;
  /** The identity outlives a restart of the container. */
  readonly survives: boolean;
  /** Its last renewal that was seen, by its own clock. */
  readonly renewedAt: Micros | undefined;
}

/** Whose operation, what it does, and why. */
export interface Operation {
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly operator: string;
  readonly reason: string;
  readonly ticket: string | undefined;
  readonly plan: OperationPlan;
  /** Of a step-down alone. */
  readonly speed: Speed | undefined;
  /** When its first write was made, by the API server's clock. */
  readonly at: Micros;
  /** Whose grant it ends. */
  readonly before: Epoch;
}

export interface OperationNote extends Operation {
  /** Undefined where the old holder's Pod is not certain. */
  readonly pod: FencedPod | undefined;
  /** What an end of its containers proves; undefined where that was not noted. */
  readonly former: FormerIdentity | undefined;
  /** leaseDurationSeconds of the old holder. */
  readonly term: number | undefined;
  /** Seconds between its renewals, as seen. */
  readonly interval: number | undefined;
  /** The row of electors.ts that it goes by. */
  readonly elector: string;
  /** Seconds after `at` by which the old holder has stopped, whatever is seen of it; or Infinity. */
  readonly bound: number;
  /** Seconds between two renewals of the fence. */
  readonly renewEvery: number;
  /** The dead operation whose fence this one took over. */
  readonly adopted: string | undefined;
  /** Whom a hand-over asks for. */
  readonly asked: string | undefined;
}

/** Bytes of each text that somebody may have made as long as they like, and where that is too long. */
const [LONGEST_TEXT, SHORT_TEXT] = [1024, 256];
/** More containers are not named: the Pod's uid is what counts. */
const MOST_CONTAINERS = 64;
/** Seconds; a note may tell of more, and nobody waits for longer. */
const LONGEST_BOUND = 3600;
const [LONGEST_TERM, LONGEST_RENEWAL] = [86_400, 5];

/** At most LONGEST_JSON bytes. */
export function formatNote(note: OperationNote): string {
  const whole = noteText(note, LONGEST_TEXT);
  if (byteLength(whole) <= LONGEST_JSON) return whole;
  return noteText({ ...note, pod: note.pod && { ...note.pod, containers: [] } }, SHORT_TEXT);
}

function noteText(note: OperationNote, most: number): string {
  const { pod, former, operator, reason, ticket, before } = note;
  const short = (text: string): string => cutToBytes(text, most);
  return JSON.stringify({
    ...operationDocument({ ...note, before: { ...before, holder: short(before.holder) } }),
    ...{ operator: short(operator), reason: short(reason) },
    ticket: ticket === undefined ? undefined : short(ticket),
    pod: pod && {
      ...pod.ref,
      uid: pod.uid,
      containers: pod.containers.slice(0, MOST_CONTAINERS).map(short),
    },
    former: former && {
      ...{ skewSeconds: former.skew, survives: former.survives },
      renewedAt: former.renewedAt === undefined ? undefined : formatMicroTime(former.renewedAt),
    },
    termSeconds: note.term,
    intervalSeconds: note.interval,
    elector: note.elector,
    boundSeconds: Number.isFinite(note.bound) ? note.bound : undefined,
    renewSeconds: note.renewEvery,
    adopted: note.adopted,
    asked: note.asked === undefined ? undefined : short(note.asked),
  });
}

/** As it stands in notes, records, Events and documents. */
export function operationDocument(operation: Operation): RawObject {
  const { id, operator, reason, ticket, plan, speed, at, before } = operation;
  const time = formatMicroTime(at);
  return { id, operator, reason, ticket, plan, speed, at: time, before: epochDocument(before) };
}

export function epochDocument({ uid, holder, acquireTime, transitions }: Epoch): RawObject {
  const acquired = acquireTime === undefined ? undefined : formatMicroTime(acquireTime);
  return { uid, holder, acquireTime: acquired, transitions };
}

/** Anybody may have written it: undefined for what is no note of ours. */
export function noteFrom(annotation: string | undefined): OperationNote | undefined {
  const raw = object(jsonIn(annotation));
  const operation = operationFrom(raw);
  if (operation === undefined) return undefined;
  return {
    ...operation,
    pod: podFrom(object(raw['pod'])),
    former: formerFrom(raw['former']),
    term: seconds(raw['termSeconds'], LONGEST_TERM),
    interval: seconds(raw['intervalSeconds'], LONGEST_TERM),
    elector: text(raw['elector']) ?? '',
    bound: seconds(raw['boundSeconds'], LONGEST_BOUND) ?? Infinity,
    renewEvery: seconds(raw['renewSeconds'], LONGEST_RENEWAL) ?? LONGEST_RENEWAL,
    adopted: text(raw['adopted']),
    asked: text(raw['asked']),
  };
}

export function isOperationId(text: string): boolean {
  return /^[0-9a-f]{8}$/.test(text);
}

/** Undefined where it lacks what makes an operation one. */
export function operationFrom(raw: RawObject): Operation | undefined {
  const [id, operator, reason] = [text(raw['id']), text(raw['operator']), text(raw['reason'])];
  const at = parseTime(raw['at']);
  const plan = OPERATIONS.find((it) => it === raw['plan']);
  if (id === undefined || !isOperationId(id) || at === undefined) return undefined;
  if (operator === undefined || reason === undefined || plan === undefined) return undefined;
  const speed = SPEEDS.find((it) => it === raw['speed']);
  const before = epochFrom(object(raw['before']));
  return { id, operator, reason, ticket: text(raw['ticket']), plan, speed, at, before };
}

export function epochFrom(raw: RawObject): Epoch {
  return {
    uid: text(raw['uid']),
    holder: text(raw['holder']) ?? '',
    acquireTime: parseTime(raw['acquireTime']),
    transitions: int32(raw['transitions'], 0),
  };
}

function formerFrom(value: unknown): FormerIdentity | undefined {
  const raw = object(value);
  const { survives, skewSeconds } = raw;
  if (typeof survives !== 'boolean') return undefined;
  const skew =
    typeof skewSeconds === 'number' && Number.isFinite(skewSeconds) ? skewSeconds : undefined;
  return { skew, survives, renewedAt: parseTime(raw['renewedAt']) };
}

function podFrom(raw: RawObject): FencedPod | undefined {
  const [namespace, name, uid] = [text(raw['namespace']), text(raw['name']), text(raw['uid'])];
  if (namespace === undefined || name === undefined || uid === undefined) return undefined;
  const { containers } = raw;
  const told = Array.isArray(containers) ? containers.slice(0, MOST_CONTAINERS) : [];
  const ids = told.filter((it) => typeof it === 'string');
  return { ref: { namespace, name }, uid, containers: ids };
}
