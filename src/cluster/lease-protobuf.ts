// Leases from protobuf: the same values that leaseFrom makes of the same Leases in JSON.
// Field numbers: k8s.io/api/coordination/v1 and apimachinery/pkg/apis/meta/v1, generated.proto.
import { object, type Lease, type OwnerReference, type Writer } from '../lease/lease.ts';
import { SECOND, type Micros } from '../lease/time.ts';
import { Cursor, MalformedProtobuf } from './protobuf.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** What stands before the envelope (apimachinery, serializer/protobuf). */
const MAGIC = Buffer.from('k8s\0');

export interface LeaseListPage {
  readonly leases: readonly Lease[];
  /** ListMeta.continue; undefined on the last page. */
  readonly token: string | undefined;
}

/** A LeaseList in its envelope, runtime.Unknown; throws MalformedProtobuf. */
export function decodeLeaseList(bytes: Buffer): LeaseListPage {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new MalformedProtobuf("it does not begin as Kubernetes' protobuf does");
  }
  const cursor = new Cursor(bytes, MAGIC.length);
  while (cursor.next(bytes.length)) {
    if (cursor.field === 2) return readList(cursor, cursor.enter());
    cursor.skip();
  }
  throw new MalformedProtobuf('its envelope is empty');
}

function readList(cursor: Cursor, end: number): LeaseListPage {
  const leases: Lease[] = [];
  let token: string | undefined;
  while (cursor.next(end)) {
    if (cursor.field === 1) token = readToken(cursor, cursor.enter()) || undefined;
    else if (cursor.field === 2) leases.push(readLease(cursor, cursor.enter()));
    else cursor.skip();
  }
  return { leases, token };
}

function readToken(cursor: Cursor, end: number): string {
  let token = '';
  while (cursor.next(end)) {
    if (cursor.field === 3) token = cursor.string();
    else cursor.skip();
  }
  return token;
}

function readLease(cursor: Cursor, end: number): Lease {
  const lease = emptyLease();
  while (cursor.next(end)) {
    if (cursor.field === 1) readMetadata(cursor, cursor.enter(), lease);
    else if (cursor.field === 2) readSpec(cursor, cursor.enter(), lease);
    else cursor.skip();
  }
  return lease;
}

type Draft = Omit<Mutable<Lease>, 'ref' | 'labels' | 'annotations' | 'owners' | 'writers'> & {
  ref: { namespace: string; name: string };
  labels: Map<string, string>;
  annotations: Map<string, string>;
  owners: OwnerReference[];
  writers: Writer[];
};

function emptyLease(): Draft {
  return {
    ref: { namespace: '', name: '' },
    uid: undefined,
    resourceVersion: undefined,
    createdAt: undefined,
    labels: new Map(),
    annotations: new Map(),
    owners: [],
    writers: [],
    holderIdentity: undefined,
    durationSeconds: undefined,
    acquireTime: undefined,
    renewTime: undefined,
    transitions: undefined,
    strategy: undefined,
    preferredHolder: undefined,
  };
}

/** ObjectMeta; a string that JSON would leave out is empty here. */
function readMetadata(cursor: Cursor, end: number, lease: Draft): void {
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
        readEntry(cursor, cursor.enter(), lease.labels);
        break;
      case 12:
        readEntry(cursor, cursor.enter(), lease.annotations);
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

/** LeaseSpec; the server lets no duration below 1 and no transitions below 0 in. */
function readSpec(cursor: Cursor, end: number, lease: Draft): void {
  while (cursor.next(end)) {
    switch (cursor.field) {
      case 1:
        lease.holderIdentity = cursor.string();
        break;
      case 2:
        lease.durationSeconds = atLeast(1, cursor.varint());
        break;
      case 3:
        lease.acquireTime = readTime(cursor, cursor.enter());
        break;
      case 4:
        lease.renewTime = readTime(cursor, cursor.enter());
        break;
      case 5:
        lease.transitions = atLeast(0, cursor.varint());
        break;
      case 6:
        lease.strategy = cursor.string() || undefined;
        break;
      case 7:
        lease.preferredHolder = cursor.string() || undefined;
        break;
      default:
        cursor.skip();
    }
  }
}

/** An int32 below nought is written as a number beyond 2^63. */
function atLeast(least: number, value: number): number | undefined {
  return value >= least && value <= 0x7fffffff ? value : undefined;
}

/** Time and MicroTime; an empty message is Go's zero time, which JSON writes as null. */
function readTime(cursor: Cursor, end: number): Micros | undefined {
  if (cursor.at === end) return undefined;
  let [seconds, nanos] = [0, 0];
  while (cursor.next(end)) {
    if (cursor.field === 1) seconds = cursor.varint();
    else if (cursor.field === 2) nanos = cursor.varint();
    else cursor.skip();
  }
  return seconds * SECOND + Math.floor(nanos / 1000);
}

function readEntry(cursor: Cursor, end: number, into: Map<string, string>): void {
  let [key, value] = ['', ''];
  while (cursor.next(end)) {
    if (cursor.field === 1) key = cursor.string();
    else if (cursor.field === 2) value = cursor.string();
    else cursor.skip();
  }
  into.set(key, value);
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
  const spec = object(object(JSON.parse(json.toString('utf8')))['f:spec']);
  return Buffer.from(JSON.stringify(Object.keys(spec)));
}
