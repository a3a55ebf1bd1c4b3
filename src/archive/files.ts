// The files that an archive is made of: one, those of a directory, or a stream.
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failure } from '../errors.ts';
import { file, pipe, stream } from './chunks.ts';
import { kindOf } from '../files/kind.ts';
import type { Budget } from './limited.ts';
import { walk } from './walk.ts';
import { whyOf } from '../files/why.ts';

export interface SourceFile {
  /** To be shown. */
  readonly name: string;
  /** Within the directory that was named; "" when the file itself was. */
  readonly path: string;
  /** Throws Unreadable. To be called once. */
  readonly read: () => AsyncIterable<Buffer>;
}

export interface Sources {
  readonly files: readonly SourceFile[];
  /** What of a directory is not read, a sentence each. */
  readonly troubles: readonly string[];
}

export function standardInput(stdin: AsyncIterable<Buffer | string>, budget: Budget): SourceFile {
  return { name: 'standard input', path: '', read: () => stream(stdin, budget) };
}

/** In the order of their names, at any depth; `wants` is asked for the paths within a directory. */
export async function filesAt(
  named: string,
  wants: (path: string) => boolean,
  budget: Budget,
): Promise<Sources> {
  const found = await stat(named).catch((thrown: unknown) => missing(named, thrown));
  if (found.isDirectory()) {
    const root = await realpath(named).catch((thrown: unknown) => missing(named, thrown));
    return walk({ named, root, wants, budget });
  }
  const isStream = found.isFIFO() && OPEN_FILES.test(resolve(named));
  const kind = kindOf(found);
  if (kind !== 'a file' && !isStream) {
    throw failure(`${named} is ${kind}: -f reads files and folders`, {
      hint: '-f - reads standard input',
    });
  }
  return {
    files: [
      {
        name: named,
        path: '',
        read: () => (isStream ? pipe(named, budget) : file(named, named, budget)),
      },
    ],
    troubles: [],
  };
}

/** Where a shell puts the pipe of `-f <(COMMAND)`; another pipe may have nobody who writes. */
const OPEN_FILES = /^\/(?:dev\/fd|dev\/stdin|proc\/[^/]+\/fd)\b/;

function missing(name: string, thrown: unknown): never {
  throw failure(`cannot read ${name}: ${whyOf(thrown)}`);
}
