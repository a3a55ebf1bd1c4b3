// Finds the plain files in a file: gzip and tar are told by what they hold, not by their names.
import { failure } from '../errors.ts';
import { byteReader, type ByteReader } from './bytes.ts';
import { BLOCK, isTar } from './tar-header.ts';
import { Unreadable } from './unreadable.ts';
import type { Member } from './untar.ts';

export interface PlainFile {
  /** Within what it was packed in; "" when it was not packed. To be shown, never to be opened. */
  readonly path: string;
  readonly content: Buffer;
}

/** In bytes. */
export interface Limits {
  /** What one file may hold: a JavaScript string holds no more. */
  readonly file: number;
  /** What all files that are read may hold together. */
  readonly read: number;
  /** What may be unpacked at all, with the logs that are passed over. */
  readonly unpacked: number;
}

const [MIB, GIB] = [2 ** 20, 2 ** 30];

export const LIMITS: Limits = { file: 500 * MIB, read: 2 * GIB, unpacked: 16 * GIB };

export interface Unpacking {
  /** Of the whole. */
  readonly name: string;
  /** Which files of a tar are read at all. */
  readonly wants: (path: string) => boolean;
  /** What of it is read although it is not whole. */
  readonly cutOff: (path: string, predicate: string) => void;
  /** One of several files, which keeps the others from nothing. */
  readonly leftOut: (path: string, why: Unreadable) => void;
  readonly limits: Limits;
  /** Of the limits, so far. */
  readonly spent: { read: number; unpacked: number };
}

/** A tar within a tar within a tar holds no capture. */
const DEEPEST = 3;

/**
 * Throws Unreadable where nothing can be had of it. A tar that is cut off gives the files before
 * the cut, and `cutOff` is told.
 */
export async function* unpack(
  chunks: AsyncIterable<Buffer>,
  unpacking: Unpacking,
  path = '',
  depth = 0,
): AsyncGenerator<PlainFile> {
  let bytes = byteReader(chunks);
  if (isGzip(await bytes.peek(2))) {
    const { gunzip } = await import('./gunzip.ts');
    bytes = byteReader(counted(gunzip(bytes.rest()), unpacking));
  }
  if (!isTar(await bytes.peek(BLOCK))) {
    yield { path, content: await whole(bytes, unpacking) };
    return;
  }
  if (depth === DEEPEST) throw new Unreadable(`is a tar within ${DEEPEST} tars`);
  const { untar } = await import('./untar.ts');
  yield* membersOf(untar(bytes), unpacking, path, depth);
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function* membersOf(
  members: AsyncIterable<Member>,
  unpacking: Unpacking,
  path: string,
  depth: number,
): AsyncGenerator<PlainFile> {
  let passed = 0;
  try {
    for await (const member of members) {
      if (unpacking.wants(member.path)) {
        yield* memberOf(
          member,
          unpacking,
          path === '' ? member.path : `${path}/${member.path}`,
          depth,
        );
      }
      passed += 1;
    }
  } catch (thrown) {
    if (!(thrown instanceof Unreadable && thrown.cutOff) || passed === 0) throw thrown;
    unpacking.cutOff(path, `${thrown.predicate}; ${before(passed)}`);
  }
}

async function* memberOf(
  member: Member,
  unpacking: Unpacking,
  path: string,
  depth: number,
): AsyncGenerator<PlainFile> {
  if (member.size > unpacking.limits.file) {
    unpacking.leftOut(path, tooLarge(unpacking.limits));
    return;
  }
  const content = await member.content();
  try {
    yield* unpack(once(content), unpacking, path, depth + 1);
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    unpacking.leftOut(path, thrown);
  }
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
}

async function whole(bytes: ByteReader, { name, limits, spent }: Unpacking): Promise<Buffer> {
  const content = await bytes.take(limits.file + 1);
  if (content.length > limits.file) throw tooLarge(limits);
  spent.read += content.length;
  if (spent.read > limits.read) throw tooMuch(name, 'holds', limits.read);
  return content;
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  { name, limits, spent }: Unpacking,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    spent.unpacked += chunk.length;
    if (spent.unpacked > limits.unpacked) throw tooMuch(name, 'unpacks to', limits.unpacked);
    yield chunk;
  }
}

function tooLarge({ file }: Limits): Unreadable {
  return new Unreadable(`is larger than ${sized(file)}`);
}

function tooMuch(name: string, holds: string, limit: number): Error {
  return failure(`${name} ${holds} more than ${sized(limit)}: no capture is that large`, {
    hint: 'unpack it, and name the folder in it that holds the Leases',
  });
}

function sized(bytes: number): string {
  return bytes >= GIB ? `${bytes / GIB} GiB` : bytes >= MIB ? `${bytes / MIB} MiB` : `${bytes} B`;
}

function before(count: number): string {
  return count === 1
    ? 'only the file before that is read'
    : `only the ${count} files before that are read`;
}
