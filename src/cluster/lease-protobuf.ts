// Leases from protobuf: the same values that leaseFrom makes of the same Leases in JSON.
// Field numbers: k8s.io/api/coordination/v1/generated.proto.
import type { Lease } from '../lease/lease.ts';
import { identified } from './expected.ts';
import { NO_ENTRIES, readMetadata, readTime, type Draft } from './metadata-protobuf.ts';
import { enterEnvelope, type Cursor } from './protobuf.ts';

export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

export interface LeaseListPage {
  /** Read one by one as they are taken: once. */
  readonly leases: Iterable<Lease>;
  /** ListMeta.continue; undefined on the last page. */
  readonly token: string | undefined;
  /** ListMeta.resourceVersion: the moment that the list is of. */
  readonly resourceVersion: string | undefined;
}

/** Throws a ForeignAnswer for what is no list of Leases, MalformedProtobuf, or an OverLimit, also while the Leases are taken. */
export function decodeLeaseList(bytes: Buffer, mostFields?: number): LeaseListPage {
  const { cursor, end, apiVersion, kind } = enterEnvelope(bytes, mostFields);
  identified({ apiVersion, kind }, { apiVersion: 'coordination.k8s.io/v1', kind: 'LeaseList' });
  return readList(cursor, end);
}

/** The list's metadata stands before its items. */
function readList(cursor: Cursor, end: number): LeaseListPage {
  let meta: ListMeta = { token: undefined, resourceVersion: undefined };
  while (cursor.at < end) {
    const start = cursor.at;
    cursor.next(end);
    if (cursor.field === 2) {
      cursor.at = start;
      break;
    }
    if (cursor.field === 1) meta = readMeta(cursor, cursor.enter());
    else cursor.skip();
  }
  return { leases: readItems(cursor, end), ...meta };
}

function* readItems(cursor: Cursor, end: number): Generator<Lease> {
  while (cursor.next(end)) {
    if (cursor.field === 2) yield readLease(cursor, cursor.enter());
    else cursor.skip();
  }
}

type ListMeta = Omit<LeaseListPage, 'leases'>;

function readMeta(cursor: Cursor, end: number): ListMeta {
  let [token, resourceVersion] = ['', ''];
  while (cursor.next(end)) {
    if (cursor.field === 2) resourceVersion = cursor.string();
    else if (cursor.field === 3) token = cursor.string();
    else cursor.skip();
  }
  return { token: token || undefined, resourceVersion: resourceVersion || undefined };
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

function emptyLease(): Draft {
  return {
    ref: { namespace: '', name: '' },
    uid: undefined,
    resourceVersion: undefined,
    createdAt: undefined,
    labels: NO_ENTRIES,
    annotations: NO_ENTRIES,
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
