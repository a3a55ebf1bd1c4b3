// Reads an archive: what it holds of Kubernetes, however it is packed and laid out.
import { failure } from '../errors.ts';
import { contentsOf, type Contents } from './contents.ts';
import { filesAt, standardInput, type SourceFile } from './files.ts';
import { isWanted } from './layout.ts';
import { CAPTURE_HINT, found, type Found } from './found.ts';
import { LIMITS, unpack, type Limits, type Unpacking } from './unpack.ts';
import { Unreadable } from './unreadable.ts';

export interface Reading {
  /** FILE, DIR or - */
  readonly path: string;
  readonly stdin: AsyncIterable<Buffer | string>;
  /** For what could not be read of several files. */
  readonly note: (line: string) => Promise<void>;
  readonly limits?: Limits;
}

/** Throws a Failure where there is nothing to answer from. */
export async function readArchive(reading: Reading): Promise<Contents> {
  const { path, stdin, note } = reading;
  const sources = path === '-' ? [standardInput(stdin)] : await filesAt(path, isWanted);
  const troubles: string[] = [];
  const files: Found[] = [];
  const spent = { read: 0, unpacked: 0 };
  for (const source of sources) {
    const unpacking: Unpacking = {
      name: source.name,
      wants: isWanted,
      cutOff: (member, predicate) => troubles.push(`${within(source, member)} ${predicate}`),
      leftOut: (member, { predicate }) =>
        troubles.push(`${within(source, member)} ${predicate}; it is left out`),
      limits: reading.limits ?? LIMITS,
      spent,
    };
    for await (const file of readSource(source, unpacking)) files.push(file);
  }
  if (files.length === 0 && troubles.length === 0) {
    throw failure(`${nameOf(path)} holds no .yaml, .yml or .json file`, { hint: CAPTURE_HINT });
  }
  const refusals = files.flatMap((file) => file.refusals);
  troubles.push(...refusals.map((refusal) => `${nameOf(path)} holds no Leases ${refusal}`));
  for (const line of summary(troubles)) await note(line);
  return contentsOf(files);
}

export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** What is wrong with the only file there is leaves no answer; beside others it is said. */
async function* readSource(source: SourceFile, unpacking: Unpacking): AsyncGenerator<Found> {
  try {
    for await (const { path, content } of unpack(source.chunks, unpacking)) {
      const whole = [source.path, path].filter((part) => part !== '').join('/');
      try {
        yield found(whole, content);
      } catch (thrown) {
        if (!(thrown instanceof Unreadable) || whole === '') throw thrown;
        unpacking.leftOut(path, thrown);
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    const { predicate, hint } = thrown;
    if (source.path !== '') unpacking.leftOut('', thrown);
    else throw failure(`${source.name} ${predicate}`, hint === undefined ? {} : { hint });
  }
}

function within({ name }: SourceFile, member: string): string {
  return member === '' ? name : `${member} in ${name}`;
}

const MOST = 5;

function summary(troubles: readonly string[]): string[] {
  const more = troubles.length - MOST;
  const rest = `and ${more} more such`;
  return more > 0 ? [...troubles.slice(0, MOST), rest] : [...troubles];
}
