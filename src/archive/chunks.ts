// The bytes of one file or stream, piece by piece, within the limits of the archive.
import { constants, openSync, type BigIntStats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Budget } from './limited.ts';
import { Unreadable } from './unreadable.ts';
import { whyOf } from '../files/why.ts';

/** Large enough to read a list of 65,000 Leases in no time. */
const CHUNK = 2 ** 20;

/** `path` is what is opened: where a link within a folder leads, or the file itself. */
export async function* file(name: string, path: string, budget: Budget): AsyncGenerator<Buffer> {
  // What was a file when the folder was listed may be a link or a pipe by now.
  const flags = name === path ? constants.O_RDONLY : WITHOUT_LINKS;
  const handle = await open(path, flags).catch(unreadable);
  try {
    const before = await handle.stat({ bigint: true }).catch(unreadable);
    if (name !== path && !before.isFile()) throw new Unreadable('is not a file any more');
    for (;;) {
      const chunk = await budget.within(next(handle)).catch(unreadable);
      if (chunk.length === 0) break;
      budget.spend('unpacked', chunk.length);
      yield chunk;
    }
    if (before.isFile()) sameAs(before, await handle.stat({ bigint: true }).catch(unreadable));
  } finally {
    // Not waited for: a read that is under way may never end.
    void handle.close().catch(() => undefined);
  }
}

/** Windows has neither. */
const WITHOUT_LINKS =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

async function next(handle: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK);
  return buffer.subarray(0, bytesRead);
}

/** Files of /proc have no size, and the present as their time. */
function sameAs(before: BigIntStats, after: BigIntStats): void {
  if (before.size === 0n) return;
  if (before.size === after.size && before.mtimeNs === after.mtimeNs) return;
  throw new Unreadable('changed while it was read', {
    cutOff: true,
    hint: 'name a copy that nobody writes to',
  });
}

/** Standard input: it may never end, and be silent as long as it likes. */
export async function* stream(
  stdin: AsyncIterable<Buffer | string>,
  budget: Budget,
): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer | string, unknown> = stdin[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await budget.within(chunks.next());
      if (next.done === true) return;
      const chunk = Buffer.from(next.value);
      budget.spend('unpacked', chunk.length);
      yield chunk;
    }
  } finally {
    // Not waited for: an iterator that is waiting itself would answer only after its source.
    void chunks.return?.();
  }
}

/** Node ends only after a read of a file that is under way; Bun reads no pipe as a socket. */
export function pipe(name: string, budget: Budget): AsyncGenerator<Buffer> {
  if ('bun' in process.versions) return file(name, name, budget);
  const socket = new Socket({ fd: openSync(name, 'r'), readable: true, writable: false });
  return stream(socket as AsyncIterable<Buffer>, budget);
}

function unreadable(thrown: unknown): never {
  if ((thrown as NodeJS.ErrnoException).code === undefined) throw thrown;
  throw new Unreadable(`cannot be read: ${whyOf(thrown)}`);
}
