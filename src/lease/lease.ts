// What a Lease says, and the one door through which foreign data becomes a Lease.
import { parseTime, type Micros } from './time.ts';

export interface LeaseRef {
  readonly namespace: string;
  readonly name: string;
}

/** A JSON object as a server or a file gave it; nothing in it is trusted. */
export type RawObject = Readonly<Record<string, unknown>>;

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
}

/** One entry of metadata.managedFields, reduced to what a verdict rests on. */
export interface Writer {
  readonly manager: string;
  readonly operation: string;
  /** The API server's clock, whole seconds (faults §0.4). */
  readonly time: Micros | undefined;
  readonly ownsRenewTime: boolean;
  readonly ownsHolder: boolean;
}

/** Every field but the reference may be absent, and an absent one is undefined: never a default. */
export interface Lease {
  readonly ref: LeaseRef;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
  /** The API server's clock. */
  readonly createdAt: Micros | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly owners: readonly OwnerReference[];
  readonly writers: readonly Writer[];
  /** "" and undefined both mean that nobody holds it; the server keeps them apart. */
  readonly holderIdentity: string | undefined;
  /** spec.leaseDurationSeconds: the term. */
  readonly durationSeconds: number | undefined;
  /** The holder's clock. */
  readonly acquireTime: Micros | undefined;
  /** The holder's clock. */
  readonly renewTime: Micros | undefined;
  readonly transitions: number | undefined;
  readonly strategy: string | undefined;
  readonly preferredHolder: string | undefined;
}

/** Accepts anything: what has the wrong type counts as absent. */
export function leaseFrom(raw: RawObject): Lease {
  const metadata = object(raw['metadata']);
  const spec = object(raw['spec']);
  return {
    ref: { namespace: text(metadata['namespace']) ?? '', name: text(metadata['name']) ?? '' },
    uid: text(metadata['uid']),
    resourceVersion: text(metadata['resourceVersion']),
    createdAt: parseTime(metadata['creationTimestamp']),
    labels: stringMap(metadata['labels']),
    annotations: stringMap(metadata['annotations']),
    owners: ownersFrom(metadata),
    writers: list(metadata['managedFields']).map(writerFrom),
    holderIdentity: text(spec['holderIdentity']),
    durationSeconds: int32(spec['leaseDurationSeconds'], 1),
    acquireTime: parseTime(spec['acquireTime']),
    renewTime: parseTime(spec['renewTime']),
    transitions: int32(spec['leaseTransitions'], 0),
    strategy: text(spec['strategy']) || undefined,
    preferredHolder: text(spec['preferredHolder']) || undefined,
  };
}

export function ownersFrom(metadata: RawObject): OwnerReference[] {
  return list(metadata['ownerReferences']).map((owner) => ({
    apiVersion: text(owner['apiVersion']) ?? '',
    kind: text(owner['kind']) ?? '',
    name: text(owner['name']) ?? '',
    uid: text(owner['uid']) ?? '',
    controller: owner['controller'] === true,
  }));
}

function writerFrom(entry: RawObject): Writer {
  const fields = object(object(entry['fieldsV1'])['f:spec']);
  return {
    manager: text(entry['manager']) ?? '',
    operation: text(entry['operation']) ?? '',
    time: parseTime(entry['time']),
    ownsRenewTime: Object.hasOwn(fields, 'f:renewTime'),
    ownsHolder: Object.hasOwn(fields, 'f:holderIdentity'),
  };
}

const NOTHING: RawObject = Object.freeze(Object.create(null) as RawObject);

/** The value as an object, or an empty one. */
export function object(value: unknown): RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as RawObject)
    : NOTHING;
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The objects of an array; everything else in it is dropped. */
export function list(value: unknown): RawObject[] {
  return Array.isArray(value) ? value.map(object).filter((entry) => entry !== NOTHING) : [];
}

/** Kubernetes' int32 fields: the API server stores nothing larger. */
export const INT32_MAX = 2 ** 31 - 1;

export function int32(value: unknown, least: number): number | undefined {
  const whole = integer(value, least);
  return whole !== undefined && whole <= INT32_MAX ? whole : undefined;
}

export function integer(value: unknown, least: number): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least
    ? value
    : undefined;
}

/** A Map, because "constructor" is a legal label key. */
export function stringMap(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(object(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
