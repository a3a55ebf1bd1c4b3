// Writes a file that was not there before: the whole of it or none, and nothing is written over.
import { randomBytes } from 'node:crypto';
import { lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure } from '../errors.ts';
import { kindOf, type FileKind } from './kind.ts';
import { removing } from './removing.ts';
import { whyOf } from './why.ts';

/** Throws a Failure where no file could be written to `path`; nothing is left there. */
export async function tryNewFile(path: string): Promise<void> {
  await publish(path, randomBytes(TRIAL), { stays: false });
}

/** As much as shows that there is room for a record. */
const TRIAL = 2 ** 16;

/** For its owner alone: it may name what every workload may do. Throws a Failure. */
export async function writeNewFile(path: string, bytes: Buffer): Promise<void> {
  await publish(path, bytes, { stays: true });
}

/**
 * Beside its name first, so that nobody finds half of it. Hard links would tell as well that the
 * name is free, but FAT, some network mounts and volumes of containers have none: the name is
 * taken with an empty file, which the whole one then replaces.
 */
async function publish(
  path: string,
  bytes: Buffer,
  { stays }: { readonly stays: boolean },
): Promise<void> {
  await refuseExisting(path);
  const part = partOf(path);
  await removing(async (left) => {
    try {
      const file = await open(part, 'wx', MODE).catch((thrown: unknown) =>
        refusePart(part, thrown),
      );
      left.add(part);
      await filled(file, bytes);
      const name = await open(path, 'wx', MODE);
      left.add(path);
      await name.close();
      await rename(part, path);
      left.delete(part);
      if (!stays) await unlink(path);
      left.delete(path);
    } catch (thrown) {
      throw await unwritable(path, thrown);
    }
  });
}

const MODE = 0o600;

async function filled(file: FileHandle, bytes: Buffer): Promise<void> {
  try {
    await file.writeFile(bytes);
    await file.sync().catch((thrown: unknown) => {
      // Some file systems cannot say when a file has reached the disk.
      if (!UNABLE.includes(codeOf(thrown))) throw thrown;
    });
  } finally {
    await file.close();
  }
}

const UNABLE: readonly (string | undefined)[] = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

/** A name may have 255 bytes at most, and some file systems allow fewer. */
function partOf(path: string): string {
  const name = basename(path);
  if (Buffer.byteLength(name) < LONG) return `${path}.part`;
  const beginning = Buffer.from(name)
    .toString('utf8', 0, LONG - 10)
    .replace(/\ufffd+$/, '');
  return join(dirname(path), `${beginning}.part`);
}

const LONG = 240;

async function refuseExisting(path: string): Promise<void> {
  if (path.endsWith('/')) throw refusedAs('a folder', path);
  const existing = await lstat(path).catch(async (thrown: unknown) => {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw await unwritable(path, thrown);
  });
  if (existing !== undefined) throw refusedAs(kindOf(existing), path);
}

function refusedAs(kind: FileKind, path: string): Error {
  if (kind === 'a file') {
    return failure(`${path} exists already`, {
      hint: 'name another file: nothing is written over',
    });
  }
  const hint = kind === 'a folder' ? 'name a file in it' : 'name a file that does not exist yet';
  return failure(`cannot write ${path}: it is ${kind}`, { hint });
}

function refusePart(part: string, thrown: unknown): never {
  if (codeOf(thrown) !== 'EEXIST') throw thrown;
  throw failure(`${part} exists already: another run writes it, or was killed and left it`, {
    hint: `remove ${part}, or name another file`,
  });
}

/** Whatever has no code is no answer of the file system. */
async function unwritable(path: string, thrown: unknown): Promise<unknown> {
  const code = codeOf(thrown);
  if (code === undefined) return thrown;
  if (code === 'EEXIST') return refusedAs('a file', path);
  const why = code === 'ENOENT' ? await whyMissing(path) : whyOf(thrown);
  return failure(`cannot write ${path}: ${why}`);
}

/** FAT and /proc answer so for a name that they do not take. */
async function whyMissing(path: string): Promise<string> {
  const folder = await lstat(dirname(path)).catch(() => undefined);
  return folder === undefined ? 'no such directory' : 'its file system takes no file of this name';
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code;
}
