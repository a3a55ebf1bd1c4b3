// Reads kubeconfig files as client-go does and merges them: what came first wins.
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { failure, reasonOf } from '../errors.ts';
import { list, object, text, type RawObject } from '../lease/lease.ts';
import { parseYaml } from '../yaml.ts';

/** A named entry and the directory that its relative paths start from. */
interface Entry {
  readonly value: RawObject;
  readonly directory: string;
}

export interface Kubeconfig {
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
}

/**
 * `explicit` (--kubeconfig) must exist and is read alone; otherwise KUBECONFIG is a list of files
 * of which missing ones are skipped, otherwise ~/.kube/config (client-go loader.go, Load).
 */
export async function loadKubeconfig(
  explicit: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Kubeconfig> {
  const paths = explicit === undefined ? defaultPaths(env) : [explicit];
  const files = [];
  for (const path of paths) files.push(await readConfig(path, explicit !== undefined));
  return merge(files.filter((file) => file !== undefined));
}

function defaultPaths(env: NodeJS.ProcessEnv): string[] {
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  return listed.length > 0 ? listed : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
}

interface File extends Entry {
  readonly path: string;
}

async function readConfig(path: string, mustExist: boolean): Promise<File | undefined> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' && !mustExist) return undefined;
    if (code === 'ENOENT') throw failure(`stat ${path}: no such file or directory`);
    throw failure(`error loading config file "${path}": ${reasonOf(thrown)}`);
  }
  try {
    return { path, value: object(parseYaml(content)[0]), directory: dirname(path) };
  } catch (thrown) {
    throw failure(`error loading config file "${path}": ${reasonOf(thrown)}`);
  }
}

function merge(files: readonly File[]): Kubeconfig {
  const currentContexts = files.map((file) => text(file.value['current-context']) || undefined);
  return {
    currentContext: currentContexts.find((name) => name !== undefined),
    contexts: named(files, 'contexts', 'context'),
    clusters: named(files, 'clusters', 'cluster'),
    users: named(files, 'users', 'user'),
  };
}

function named(files: readonly File[], plural: string, singular: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { value, directory } of files) {
    for (const item of list(value[plural])) {
      const name = text(item['name']);
      if (name === undefined || entries.has(name)) continue;
      entries.set(name, { value: object(item[singular]), directory });
    }
  }
  return entries;
}

/** A path in a kubeconfig is relative to that file, not to the working directory. */
export function resolvePath(path: string, directory: string): string {
  return isAbsolute(path) ? path : join(directory, path);
}

/** A cluster or user entry as chosen by the context or a flag; empty where there is none. */
export interface Part extends Entry {
  readonly name: string;
}

/** As Go words it. */
export function openError(path: string, thrown: unknown): string {
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `open ${path}: no such file or directory`;
  if (code === 'EACCES') return `open ${path}: permission denied`;
  return reasonOf(thrown);
}
