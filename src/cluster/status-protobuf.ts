// A refusal in protobuf: what asked for Leases in protobuf is refused in it as well.
// Field numbers: apimachinery pkg/runtime (Unknown) and pkg/apis/meta/v1 (Status), generated.proto.
import type { RawObject } from '../lease/lease.ts';
import { MalformedProtobuf, enterEnvelope, isKubernetesProtobuf, type Cursor } from './protobuf.ts';

const FIELDS: ReadonlyMap<number, string> = new Map([
  [2, 'status'],
  [3, 'message'],
  [4, 'reason'],
]);

/** As JSON would have it; undefined where the bytes are no protobuf of Kubernetes. */
export function decodeStatus(bytes: Buffer): RawObject | undefined {
  if (!isKubernetesProtobuf(bytes)) return undefined;
  try {
    const { cursor, end } = enterEnvelope(bytes);
    return readStatus(cursor, end);
  } catch (thrown) {
    if (thrown instanceof MalformedProtobuf) return undefined;
    throw thrown;
  }
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
