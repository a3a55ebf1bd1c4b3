// Reads archives that a test makes up: bytes as standard input, files as a directory.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Contents } from '../../src/archive/contents.ts';
import { readArchive } from '../../src/archive/read.ts';
import { tarOf } from '../../src/archive/tar.ts';
import { archiveLimits, type Limits } from '../../src/archive/limited.ts';
import { Failure } from '../../src/errors.ts';
import { object, text } from '../../src/lease/lease.ts';

export interface Outcome {
  readonly contents: Contents | undefined;
  /** "KIND NAME" of each object. */
  readonly objects: readonly string[];
  readonly notes: readonly string[];
  /** What it failed with, in the words of a command. */
  readonly error: string | undefined;
}

export async function readPath(
  path: string,
  {
    stdin = chunksOf([]),
    limits,
  }: { stdin?: AsyncIterable<Buffer>; limits?: Partial<Limits> } = {},
): Promise<Outcome> {
  const notes: string[] = [];
  const note = (line: string) => Promise.resolve(void notes.push(line));
  try {
    const contents = await readArchive({
      path,
      stdin,
      note,
      limits: { ...archiveLimits({}), ...limits },
    });
    const objects = contents.objects.map(
      (it) => `${text(it['kind']) ?? ''} ${text(object(it['metadata'])['name']) ?? ''}`,
    );
    return { contents, objects, notes, error: undefined };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return { contents: undefined, objects: [], notes, error: thrown.sentence };
  }
}

export function readBytes(content: Buffer, limits?: Partial<Limits>): Promise<Outcome> {
  return readPath('-', { stdin: chunksOf([content]), ...(limits ? { limits } : {}) });
}

export async function* chunksOf(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield await Promise.resolve(part);
}

/** The same bytes in pieces of one size. */
export function inPieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  const count = Math.ceil(content.length / size);
  return chunksOf(
    Array.from({ length: count }, (_, at) => content.subarray(at * size, (at + 1) * size)),
  );
}

export type Files = Readonly<Record<string, string | Buffer>>;

/** A directory with these files, for as long as `use` takes. */
export async function withFiles<T>(files: Files, use: (path: string) => Promise<T>): Promise<T> {
  const path = mkdtempSync(join(tmpdir(), 'kubectl-lease-archive-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    }
    return await use(path);
  } finally {
    rmSync(path, { recursive: true });
  }
}

/** A tar of ours. */
export function tar(files: Files): Buffer {
  return tarOf(Object.entries(files).map(([name, content]) => ({ name, content })));
}

/** What GNU tar makes of these files. */
export function systemTar(files: Files, ...options: readonly string[]): Promise<Buffer> {
  return withFiles(files, (path) =>
    Promise.resolve(
      execFileSync('tar', ['--create', '--file=-', '--sort=name', '--mtime=@0', ...options, '.'], {
        cwd: path,
      }),
    ),
  );
}

/** A Lease as YAML, and nothing else. */
export function leaseYaml(name: string, version = '1'): string {
  return `apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: ${name}, namespace: payments, uid: uid-of-${name}, resourceVersion: "${version}"}
spec: {holderIdentity: a}
`;
}
