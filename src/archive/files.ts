// The files that an archive is made of: one, those of a directory, or standard input.
import type { Dirent } from 'node:fs';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, reasonOf } from '../errors.ts';
import { Unreadable } from './unreadable.ts';

export interface SourceFile {
  /** To be shown. */
  readonly name: string;
  /** Within the directory that was named; "" when the file itself was. */
  readonly path: string;
  /** Throws Unreadable. To be taken once. */
  readonly chunks: AsyncIterable<Buffer>;
}

export function standardInput(stdin: AsyncIterable<Buffer | string>): SourceFile {
  return { name: 'standard input', path: '', chunks: buffers(stdin) };
}

/** In the order of their names, at any depth; `wants` is asked for the paths within a directory. */
export async function filesAt(
  named: string,
  wants: (path: string) => boolean,
): Promise<SourceFile[]> {
  const found = await stat(named).catch((thrown: unknown) => missing(named, thrown));
  if (!found.isDirectory()) return [{ name: named, path: '', chunks: read(named) }];
  const paths = await Array.fromAsync(walk(named, '', wants));
  return paths.sort().map((path) => {
    const name = join(named, path);
    return { name, path, chunks: read(name) };
  });
}

/** With slashes everywhere. A link to a folder is not followed: it may lead back up. */
async function* walk(
  named: string,
  folder: string,
  wants: (path: string) => boolean,
): AsyncGenerator<string> {
  const name = join(named, folder);
  const entries = await readdir(name, { withFileTypes: true }).catch((thrown: unknown) =>
    missing(name, thrown),
  );
  for (const entry of entries) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) yield* walk(named, `${path}/`, wants);
    else if (wants(path) && (entry.isFile() || (await leadsToFile(entry, name)))) yield path;
  }
}

/** So does one that leads nowhere: reading it says why. */
async function leadsToFile(entry: Dirent, folder: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  const found = await stat(join(folder, entry.name)).catch(() => undefined);
  return found === undefined || found.isFile();
}

/** Large enough to read a list of 65,000 Leases in no time. */
const CHUNK = 2 ** 20;

async function* read(name: string): AsyncGenerator<Buffer> {
  const file = await open(name).catch(unreadable);
  try {
    for (;;) {
      const chunk = await next(file).catch(unreadable);
      if (chunk.length === 0) return;
      yield chunk;
    }
  } finally {
    await file.close();
  }
}

async function next(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK);
  return buffer.subarray(0, bytesRead);
}

async function* buffers(stdin: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of stdin) yield Buffer.from(chunk);
}

function unreadable(thrown: unknown): never {
  throw new Unreadable(`cannot be read: ${whyOf(thrown)}`);
}

function missing(name: string, thrown: unknown): never {
  throw failure(`cannot read ${name}: ${whyOf(thrown)}`);
}

/** Without the code before it, and the call behind it: "EACCES: permission denied, open 'x'". */
function whyOf(thrown: unknown): string {
  return reasonOf(thrown).replace(/^E[A-Z]+: |, \w+(?: '.*')?$/g, '');
}
