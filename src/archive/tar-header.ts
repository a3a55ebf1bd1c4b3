// The header that tar writes before each file: 512 bytes of fields with fixed places.

/** Everything in a tar begins at a multiple of this. */
export const BLOCK = 512;

/** A magic number, or, in headers older than it, a checksum that is right; or an empty tar. */
export function isTar(head: Buffer): boolean {
  if (head.length < BLOCK) return false;
  return isEmpty(head) || magicOf(head).startsWith('ustar') || hasChecksum(head);
}

/** Two of these end a tar. */
export function isEmpty(head: Buffer): boolean {
  return head.every((byte) => byte === 0);
}

/** GNU's own magic ("ustar  ") keeps other things where POSIX keeps a path's beginning. */
export function isPosix(head: Buffer): boolean {
  return magicOf(head) === 'ustar\0';
}

function magicOf(head: Buffer): string {
  return head.toString('latin1', 257, 263);
}

/** Old programs summed signed bytes. */
export function hasChecksum(head: Buffer): boolean {
  const written = numberOf(head, 148, 8);
  return written === checksumOf(head) || written === checksumOf(new Int8Array(head));
}

/** The sum of its bytes, those of the checksum itself (148 to 155) taken for spaces. */
export function checksumOf(head: Uint8Array | Int8Array): number {
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 0x20 : (head[at] ?? 0);
  return sum;
}

/** Ends at the first NUL, or with the field. */
export function textOf(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

/** Octal digits; or a binary number behind 0x80, where those do not suffice (GNU). NaN for neither. */
export function numberOf(head: Buffer, start: number, length: number): number {
  const field = head.subarray(start, start + length);
  if (field[0] === 0x80) return field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  const digits = textOf(head, start, length).trim();
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : NaN;
}
