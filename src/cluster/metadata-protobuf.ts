// Kubernetes' metadata from protobuf, as far as a Lease shows it.
// Field numbers: k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto.
import { object, type Lease, type OwnerReference, type Writer } from '../lease/lease.ts';
import { SECOND, type Micros } from '../lease/time.ts';
import type { Cursor } from './protobuf.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A Lease that is being read. */
export type Draft = Omit<
  Mutable<Lease>,
  'ref' | 'labels' | 'annotations' | 'owners' | 'writers'
> & {
  ref: { namespace: string; name: string };
  labels: Map<string, string>;
  annotations: Map<string, string>;
  owners: OwnerReference[];
  writers: Writer[];
};

/** Shared by all the Leases that have none, which are most. */
export const NO_ENTRIES = new Map<string, string>();

/** ObjectMeta; a string that JSON would leave out is empty here. */
export function readMetadata(cursor: Cursor, end: number, lease: Draft): void {
  while (cursor.next(end)) {
    switch (cursor.field) {
      case 1:
        lease.ref.name = cursor.string();
        break;
      case 3:
        lease.ref.namespace = cursor.string();
        break;
      case 5:
        lease.uid = cursor.string() || undefined;
        break;
      case 6:
        lease.resourceVersion = cursor.string() || undefined;
        break;
      case 8:
        lease.createdAt = readTime(cursor, cursor.enter());
        break;
      case 11:
        lease.labels = withEntry(lease.labels, cursor, cursor.enter());
        break;
      case 12:
        lease.annotations = withEntry(lease.annotations, cursor, cursor.enter());
        break;
      case 13:
        lease.owners.push(readOwner(cursor, cursor.enter()));
        break;
      case 17:
        lease.writers.push(readWriter(cursor, cursor.enter()));
        break;
      default:
        cursor.skip();
    }
  }
}

/** Time and MicroTime; an empty message is Go's zero time, which JSON writes as null. */
export function readTime(cursor: Cursor, end: number): Micros | undefined {
  if (cursor.at === end) return undefined;
  let [seconds, nanos] = [0, 0];
  while (cursor.next(end)) {
    if (cursor.field === 1) seconds = cursor.varint();
    else if (cursor.field === 2) nanos = cursor.varint();
    else cursor.skip();
  }
  return seconds * SECOND + Math.floor(nanos / 1000);
}

/** The first entry makes a map of the Lease's own; the others go into it. */
function withEntry(entries: Map<string, string>, cursor: Cursor, end: number): Map<string, string> {
  let [key, value] = ['', ''];
  while (cursor.next(end)) {
    if (cursor.field === 1) key = cursor.string();
    else if (cursor.field === 2) value = cursor.string();
    else cursor.skip();
  }
  return (entries === NO_ENTRIES ? new Map<string, string>() : entries).set(key, value);
}

function readOwner(cursor: Cursor, end: number): OwnerReference {
  const owner = { apiVersion: '', kind: '', name: '', uid: '', controller: false };
  while (cursor.next(end)) {
    if (cursor.field === 1) owner.kind = cursor.string();
    else if (cursor.field === 3) owner.name = cursor.string();
    else if (cursor.field === 4) owner.uid = cursor.string();
    else if (cursor.field === 5) owner.apiVersion = cursor.string();
    else if (cursor.field === 6) owner.controller = cursor.varint() === 1;
    else cursor.skip();
  }
  return owner;
}

function readWriter(cursor: Cursor, end: number): Writer {
  const writer: Mutable<Writer> = {
    manager: '',
    operation: '',
    time: undefined,
    ownsRenewTime: false,
    ownsHolder: false,
  };
  while (cursor.next(end)) {
    if (cursor.field === 1) writer.manager = cursor.string();
    else if (cursor.field === 2) writer.operation = cursor.string();
    else if (cursor.field === 4) writer.time = readTime(cursor, cursor.enter());
    else if (cursor.field === 7) readFields(cursor, cursor.enter(), writer);
    else cursor.skip();
  }
  return writer;
}

const RENEW_TIME = Buffer.from('"f:renewTime"');
const HOLDER = Buffer.from('"f:holderIdentity"');
const METADATA = Buffer.from('"f:metadata"');

/** FieldsV1 is JSON; it is only parsed where metadata, which may hold any key, is in it too. */
function readFields(cursor: Cursor, end: number, writer: Mutable<Writer>): void {
  while (cursor.next(end)) {
    if (cursor.field !== 1) {
      cursor.skip();
      continue;
    }
    const to = cursor.enter();
    const json = cursor.bytes.subarray(cursor.at, to);
    cursor.at = to;
    const keys = json.includes(METADATA) ? specFields(json) : json;
    writer.ownsRenewTime = keys.includes(RENEW_TIME);
    writer.ownsHolder = keys.includes(HOLDER);
  }
}

function specFields(json: Buffer): Buffer {
  const spec = object(object(parsed(json))['f:spec']);
  return Buffer.from(JSON.stringify(Object.keys(spec)));
}

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    return undefined;
  }
}
