// Walks a folder for the files in it; what a link leads to outside of it is not read.
import type { Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { failure } from '../errors.ts';
import { file } from './chunks.ts';
import { kindOf } from '../files/kind.ts';
import type { SourceFile, Sources } from './files.ts';
import type { Budget } from './limited.ts';
import { whyOf } from '../files/why.ts';

interface Folder {
  readonly named: string;
  /** The same without links. */
  readonly root: string;
  readonly wants: (path: string) => boolean;
  readonly budget: Budget;
}

interface Found {
  readonly path: string;
  /** What is to be opened. */
  readonly at: string;
}

interface Walk extends Folder {
  readonly found: Found[];
  readonly troubles: string[];
  /** Links that lead out of the folder. */
  readonly outside: string[];
}

export async function walk(folder: Folder): Promise<Sources> {
  const { named, budget } = folder;
  const all: Walk = { ...folder, found: [], troubles: [], outside: [] };
  await into('', all);
  const byPath = all.found.sort((a, b) => (a.path < b.path ? -1 : 1));
  const files = byPath.map(({ path, at }): SourceFile => {
    const name = join(named, path);
    return { name, path, read: () => file(name, at, budget) };
  });
  return { files, troubles: [...outsideInWords(all), ...all.troubles] };
}

/** With slashes everywhere. */
async function into(folder: string, all: Walk): Promise<void> {
  const name = join(all.named, folder);
  try {
    for await (const entry of await opendir(join(all.root, folder))) {
      all.budget.inTime();
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) await into(`${path}/`, all);
      else await take(entry, path, all);
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === undefined) throw thrown;
    const why = `cannot read ${name}: ${whyOf(thrown)}`;
    if (folder === '') throw failure(why);
    all.troubles.push(`${name} cannot be read: ${whyOf(thrown)}; it is left out`);
  }
}

async function take(entry: Dirent, path: string, all: Walk): Promise<void> {
  if (entry.isSymbolicLink()) {
    await takeLink(path, all);
  } else if (all.wants(path)) {
    all.budget.spend('files', 1);
    if (entry.isFile()) all.found.push({ path, at: join(all.root, path) });
    else all.troubles.push(leftOut(path, `is ${kindOf(entry)}`, all));
  }
}

/** A link to a folder within is not followed: the folder is read as what it is. */
async function takeLink(path: string, all: Walk): Promise<void> {
  all.budget.spend('files', 1);
  try {
    const at = await realpath(join(all.root, path));
    const isWithin =
      at === all.root || at.startsWith(all.root.endsWith(sep) ? all.root : `${all.root}${sep}`);
    const target = await stat(at);
    if (!isWithin) {
      if (target.isDirectory() || all.wants(path)) all.outside.push(join(all.named, path));
    } else if (all.wants(path) && !target.isDirectory()) {
      if (target.isFile()) all.found.push({ path, at });
      else all.troubles.push(leftOut(path, `leads to ${kindOf(target)}`, all));
    }
  } catch (thrown) {
    if (all.wants(path)) all.troubles.push(leftOut(path, `cannot be read: ${whyOf(thrown)}`, all));
  }
}

function leftOut(path: string, predicate: string, { named }: Folder): string {
  return `${join(named, path)} ${predicate}; it is left out`;
}

const MOST = 5;

function outsideInWords({ named, outside }: Walk): string[] {
  const [only] = outside.sort();
  if (only === undefined) return [];
  if (outside.length === 1)
    return [`${only} is a symbolic link out of ${named}; it is not followed`];
  const more = outside.length > MOST ? ` and ${outside.length - MOST} more` : '';
  const names = outside.slice(0, MOST).join(', ');
  return [
    `${outside.length} symbolic links lead out of ${named} and are not followed: ${names}${more}`,
  ];
}
