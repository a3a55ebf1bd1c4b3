// Reads protobuf's wire format from a buffer: fields in the order in which they stand.
import { Failure } from '../errors.ts';
import { LIMITS, overLimit } from '../limits.ts';

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** What is no protobuf, or is cut off. */
export class MalformedProtobuf extends Failure {
  constructor(why: string) {
    super(`error: what the API server answered cannot be read: ${why}`);
  }
}

/** Of the tenth byte of a number, which is the last that one can have. */
const LAST_BYTE = 128 ** 9;

/** Field numbers have 29 bits. */
const LARGEST_TAG = 2 ** 32 - 1;

const ANSWER = 'the answer of the API server';

/** One position in a buffer; nested messages are read by the same cursor, up to their end. */
export class Cursor {
  readonly bytes: Buffer;
  at: number;
  /** The number of the field that next() found. */
  field = 0;
  #wireType = 0;
  #fields = 0;
  readonly #most: number;

  /** `most`: fields that are read in all. */
  constructor(bytes: Buffer, at: number, most: number) {
    this.bytes = bytes;
    this.at = at;
    this.#most = most;
  }

  /** Moves to the next field of a message that ends at `end`; false at its end. */
  next(end: number): boolean {
    if (this.at > end) throw new MalformedProtobuf('a field is longer than its message');
    if (this.at === end) return false;
    this.#fields += 1;
    if (this.#fields > this.#most) throw overLimit('answerValues', ANSWER, this.#most);
    const tag = this.varint();
    if (tag > LARGEST_TAG) throw new MalformedProtobuf('it has a field of an impossible number');
    this.field = tag >>> 3;
    this.#wireType = tag & 7;
    return true;
  }

  /** Exact up to 2^53: more than any number of a Lease. */
  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new MalformedProtobuf('it ends within a number');
      if (scale > LAST_BYTE) throw new MalformedProtobuf('it has a number of more than ten bytes');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  /** Where the message or string that starts here ends. */
  enter(): number {
    const length = this.varint();
    const end = this.at + length;
    if (end > this.bytes.length) throw new MalformedProtobuf('it ends within a field');
    return end;
  }

  string(): string {
    const end = this.enter();
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end;
    return text;
  }

  /** Passes over a field of no interest. */
  skip(): void {
    switch (this.#wireType) {
      case VARINT:
        this.varint();
        return;
      case FIXED64:
        this.at += 8;
        return;
      case LENGTH_DELIMITED:
        this.at = this.enter();
        return;
      case FIXED32:
        this.at += 4;
        return;
      default:
        throw new MalformedProtobuf(`it has a field of type ${this.#wireType}`);
    }
  }
}

/** What stands before the envelope (apimachinery, serializer/protobuf). */
const MAGIC = Buffer.from('k8s\0');

export function isKubernetesProtobuf(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/** At the message in the field raw of the envelope (runtime.Unknown), where it ends, and its type. */
export function enterEnvelope(
  bytes: Buffer,
  most: number = LIMITS.answerValues.most,
): {
  readonly cursor: Cursor;
  readonly end: number;
  readonly apiVersion: string;
  readonly kind: string;
} {
  if (!isKubernetesProtobuf(bytes)) {
    throw new MalformedProtobuf("it does not begin as Kubernetes' protobuf does");
  }
  const cursor = new Cursor(bytes, MAGIC.length, most);
  let type = { apiVersion: '', kind: '' };
  while (cursor.next(bytes.length)) {
    if (cursor.field === 2) return { cursor, end: cursor.enter(), ...type };
    if (cursor.field === 1) type = readType(cursor, cursor.enter());
    else cursor.skip();
  }
  throw new MalformedProtobuf('its envelope is empty');
}

/** TypeMeta. */
function readType(cursor: Cursor, end: number): { apiVersion: string; kind: string } {
  const type = { apiVersion: '', kind: '' };
  while (cursor.next(end)) {
    if (cursor.field === 1) type.apiVersion = cursor.string();
    else if (cursor.field === 2) type.kind = cursor.string();
    else cursor.skip();
  }
  return type;
}
