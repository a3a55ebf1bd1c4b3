// Finds the plain files in a file: gzip and tar are told by what they hold, not by their names.
import { byteReader, type ByteReader } from './bytes.ts';
import { tooMuch, type Budget } from './limited.ts';
import { BLOCK, isTar } from './tar-header.ts';
import { Unreadable } from './unreadable.ts';
import type { Member } from './untar.ts';

export interface PlainFile {
  /** Within what it was packed in; "" when it was not packed. To be shown, never to be opened. */
  readonly path: string;
  readonly content: Buffer;
}

export interface Unpacking {
  /** Which files of a tar are read at all. */
  readonly wants: (path: string) => boolean;
  /** What of it is read although it is not whole. */
  readonly cutOff: (path: string, predicate: string) => void;
  /** One of several files, which keeps the others from nothing. */
  readonly leftOut: (path: string, why: Unreadable) => void;
  readonly budget: Budget;
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
    if (isGzip(await bytes.peek(2))) throw new Unreadable('is gzip within gzip');
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
      unpacking.budget.inTime();
      if (unpacking.wants(member.path)) {
        const within = path === '' ? member.path : `${path}/${member.path}`;
        yield* memberOf(member, unpacking, within, depth);
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
  const { budget, leftOut } = unpacking;
  budget.spend('files', 1);
  if (member.size > budget.limits.file) {
    leftOut(path, tooMuch('file', budget.limits));
    return;
  }
  const content = await member.content();
  try {
    yield* unpack(once(content), unpacking, path, depth + 1);
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    leftOut(path, thrown);
  }
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
}

async function whole(bytes: ByteReader, { budget: { limits } }: Unpacking): Promise<Buffer> {
  const content = await bytes.take(limits.file + 1);
  if (content.length > limits.file) throw tooMuch('file', limits);
  return content;
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  { budget }: Unpacking,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    budget.spend('unpacked', chunk.length);
    yield chunk;
  }
}

function before(count: number): string {
  return count === 1
    ? 'only the file before that is read'
    : `only the ${count} files before that are read`;
}
