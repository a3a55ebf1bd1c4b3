// Reads kubeconfig files as client-go does and merges them: what came first wins.
import { delimiter, dirname, join, resolve } from 'node:path';
import { Failure, failure, reasonOf } from '../errors.ts';
import { OverLimit } from '../limits.ts';
import { parseYaml } from '../yaml.ts';
import { errnoInGo } from './go-words.ts';
import {
  clusterEntry,
  contextEntry,
  userEntry,
  type ClusterEntry,
  type ContextEntry,
  type UserEntry,
} from './kubeconfig-entries.ts';
import { FieldError, Fields } from './kubeconfig-fields.ts';
import { readText } from './text-file.ts';
import { confirmSmall } from './yaml-size.ts';

export interface Kubeconfig {
  /** Empty where no file names one. */
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
}

/**
 * `explicit` (--kubeconfig) must exist and is read alone; otherwise KUBECONFIG is a list of files
 * of which missing ones are skipped, otherwise ~/.kube/config (client-go loader.go, Load).
 */
export async function loadKubeconfig(
  explicit: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Kubeconfig> {
  const paths = explicit ? [explicit] : defaultPaths(env);
  const files: Kubeconfig[] = [];
  const problems: string[] = [];
  for (const path of paths) {
    try {
      files.push(parse(await readText(path), path));
    } catch (thrown) {
      if (thrown instanceof OverLimit) throw thrown;
      const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
      if (missing && explicit) throw failure(`stat ${path}: no such file or directory`);
      if (!missing) problems.push(`error loading config file "${path}": ${whyNot(path, thrown)}`);
    }
  }
  const [first, ...more] = problems;
  if (first !== undefined) throw more.length === 0 ? failure(first) : new Failure(first, { more });
  return merge(files);
}

function defaultPaths(env: NodeJS.ProcessEnv): string[] {
  const list = env['KUBECONFIG'] ?? '';
  if (list !== '') return [...new Set(list.split(delimiter))].filter((path) => path !== '');
  return [join(homeOf(env), '.kube', 'config')];
}

/** client-go util/homedir: HOME, on Windows USERPROFILE behind it; nobody else is asked. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  return env['HOME'] || (process.platform === 'win32' ? (env['USERPROFILE'] ?? '') : '');
}

function whyNot(path: string, thrown: unknown): string {
  if (thrown instanceof FieldError) return thrown.message;
  if ((thrown as NodeJS.ErrnoException).code !== undefined) return errnoInGo(path, thrown);
  // js-yaml quotes the lines around an error below the first line: they may hold a secret.
  return `yaml: ${reasonOf(thrown)}`;
}

function parse(content: string, path: string): Kubeconfig {
  const document = parseYaml(content)[0] ?? {};
  if (typeof document !== 'object' || Array.isArray(document)) {
    throw new FieldError("couldn't get version/kind; it is not a kubeconfig");
  }
  confirmSmall(document);
  const fields = new Fields(document, 'Config', '');
  const [version, kind] = [fields.string('apiVersion') || 'v1', fields.string('kind') || 'Config'];
  if (version !== 'v1' || kind !== 'Config') {
    throw new FieldError(`no kind "${kind}" is registered for version "${version}"`);
  }
  const directory = dirname(resolve(path));
  return {
    currentContext: fields.string('current-context'),
    contexts: named(fields, 'Context', contextEntry),
    clusters: named(fields, 'Cluster', (entry) => clusterEntry(entry, directory)),
    users: named(fields, 'AuthInfo', (entry) => userEntry(entry, directory)),
  };
}

const KEYS = {
  Context: ['contexts', 'context'],
  Cluster: ['clusters', 'cluster'],
  AuthInfo: ['users', 'user'],
} as const;

/** Two of one name in one file are an error, which kubectl illustrates with their values: not we. */
function named<T>(
  fields: Fields,
  struct: keyof typeof KEYS,
  entry: (fields: Fields) => T,
): Map<string, T> {
  const [plural, singular] = KEYS[struct];
  const entries = new Map<string, T>();
  for (const item of fields.list(plural, `Named${struct}`)) {
    const name = item.string('name');
    if (entries.has(name)) {
      throw new FieldError(
        `error converting *[]Named${struct} into *map[string]*api.${struct}: duplicate name "${name}" in list`,
      );
    }
    entries.set(name, entry(item.structOrEmpty(singular, struct)));
  }
  return entries;
}

function merge(files: readonly Kubeconfig[]): Kubeconfig {
  return {
    currentContext: files.find((file) => file.currentContext !== '')?.currentContext ?? '',
    contexts: firstWins(files.map((file) => file.contexts)),
    clusters: firstWins(files.map((file) => file.clusters)),
    users: firstWins(files.map((file) => file.users)),
  };
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): Map<string, T> {
  return new Map(maps.toReversed().flatMap((map) => [...map]));
}
