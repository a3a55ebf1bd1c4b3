// Reads an archive: what it holds of Kubernetes, however it is packed and laid out.
import { failure } from '../errors.ts';
import { contentsOf, type Contents } from './contents.ts';
import { filesAt, standardInput, type SourceFile, type Sources } from './files.ts';
import { isWanted } from './layout.ts';
import { CAPTURE_HINT, found, type Found } from './found.ts';
import { archiveLimits, Budget, type Limits } from './limited.ts';
import { unpack, type Unpacking } from './unpack.ts';
import { Unreadable } from './unreadable.ts';

export interface Reading {
  /** FILE, DIR or - */
  readonly path: string;
  readonly stdin: AsyncIterable<Buffer | string>;
  /** For what could not be read of several files. */
  readonly note: (line: string) => Promise<void>;
  /** Those of the table where a user has set none. */
  readonly limits?: Limits;
}

/** Throws a Failure where there is nothing to answer from. */
export async function readArchive(reading: Reading): Promise<Contents> {
  const { path, stdin, note, limits = archiveLimits({}) } = reading;
  const budget = new Budget(nameOf(path), limits);
  const sources: Sources =
    path === '-'
      ? { files: [standardInput(stdin, budget)], troubles: [] }
      : await filesAt(path, isWanted, budget);
  const troubles: string[] = [];
  const files: Found[] = [];
  for (const source of sources.files) {
    const unpacking: Unpacking = {
      wants: isWanted,
      cutOff: (member, predicate) => troubles.push(`${within(source, member)} ${predicate}`),
      leftOut: (member, why) => troubles.push(`${within(source, member)} ${leftOut(why)}`),
      budget,
    };
    for await (const file of readSource(source, unpacking)) files.push(file);
  }
  const all = [...sources.troubles, ...troubles];
  if (files.length === 0 && all.length === 0) {
    throw failure(`${nameOf(path)} holds no .yaml, .yml or .json file`, { hint: CAPTURE_HINT });
  }
  const refusals = files.flatMap((file) => file.refusals);
  all.push(...refusals.map((refusal) => `${nameOf(path)} holds no Leases ${refusal}`));
  for (const line of summary(all)) await note(line);
  return contentsOf(files);
}

export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** What is wrong with the only file there is leaves no answer; beside others it is said. */
async function* readSource(source: SourceFile, unpacking: Unpacking): AsyncGenerator<Found> {
  try {
    for await (const { path, content } of unpack(source.read(), unpacking)) {
      const whole = [source.path, path].filter((part) => part !== '').join('/');
      try {
        yield found(whole, content, unpacking.budget);
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

function leftOut({ predicate, variable }: Unreadable): string {
  const raised = variable === undefined ? '' : ` (${variable} raises this limit)`;
  return `${predicate}; it is left out${raised}`;
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
