// A refusal in protobuf: what asked for Leases in protobuf is refused in it as well.
// Field numbers: apimachinery pkg/runtime (Unknown) and pkg/apis/meta/v1 (Status), generated.proto.
import type { RawObject } from '../lease/lease.ts';
import { Cursor, MalformedProtobuf } from './protobuf.ts';

const MAGIC = 'k8s\0';
const FIELDS: ReadonlyMap<number, string> = new Map([
  [2, 'status'],
  [3, 'message'],
  [4, 'reason'],
]);

/** As JSON would have it; undefined where the bytes are no protobuf of Kubernetes. */
export function decodeStatus(bytes: Buffer): RawObject | undefined {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  try {
    const cursor = new Cursor(bytes, MAGIC.length);
    while (cursor.next(bytes.length)) {
      if (cursor.field === 2) return readStatus(cursor, cursor.enter());
      cursor.skip();
    }
  } catch (thrown) {
    if (!(thrown instanceof MalformedProtobuf)) throw thrown;
  }
  return undefined;
}

function readStatus(cursor: Cursor, end: number): RawObject {
  const fields = new Map<string, unknown>([['kind', 'Status']]);
  while (cursor.next(end)) {
    const name = FIELDS.get(cursor.field);
    if (name !== undefined) fields.set(name, cursor.string());
    else if (cursor.field === 6) fields.set('code', cursor.varint());
    else cursor.skip();
  }
  return Object.fromEntries(fields);
}
