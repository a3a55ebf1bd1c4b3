// The credential plugin policy of the user's kuberc: which plugins may be run (KEP-3104).
import { basename, join, normalize } from 'node:path';
import { Failure } from '../errors.ts';
import { OverLimit } from '../limits.ts';
import { object } from '../lease/lease.ts';
import { oneLine } from '../text.ts';
import { parseYaml } from '../yaml.ts';
import { errnoInGo, quoted } from './go-words.ts';
import { homeOf } from './kubeconfig.ts';
import { Fields } from './kubeconfig-fields.ts';
import { lookPath, type Found } from './look-path.ts';
import { readText } from './text-file.ts';

export interface PluginPolicy {
  readonly type: string;
  /** Undefined where the file has no list: another mistake than an empty one. */
  readonly allowlist: readonly string[] | undefined;
}

const ALLOW_ALL: PluginPolicy = { type: '', allowlist: undefined };

/** kubectl pkg/kuberc, LoadKuberc and DefaultGetPreferences; `explicit` is --kuberc. */
export async function pluginPolicy(
  explicit: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<PluginPolicy> {
  if (env['KUBECTL_KUBERC']?.toLowerCase() === 'false') return ALLOW_ALL;
  if (env['KUBERC'] === 'off') {
    if (!explicit) return ALLOW_ALL;
    throw wrong(
      'kuberc error disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive',
    );
  }
  const asked = explicit || env['KUBERC'];
  const path = asked || join(homeOf(env), '.kube', 'kuberc');
  const policy = await read(path).catch((thrown: unknown) => {
    if (thrown instanceof OverLimit) throw thrown;
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    if (asked) throw wrong(`kuberc error kuberc: ${reason(path, thrown)}`);
    // Open, with a warning: so it is in kubectl.
    if (!missing) warn(`kuberc: no preferences loaded from ${path}: ${reason(path, thrown)}`);
    return ALLOW_ALL;
  });
  const problem = problemOf(policy);
  if (problem !== undefined) throw wrong(problem);
  return policy;
}

class Unusable extends Error {}

function reason(path: string, thrown: unknown): string {
  return thrown instanceof Unusable ? thrown.message : errnoInGo(path, thrown);
}

function wrong(why: string): Failure {
  return new Failure(`error occurred while applying preferences ${why}`);
}

function warn(line: string): void {
  process.stderr.write(`${oneLine(line)}\n`);
}

/** The first document that is a Preference counts; an empty file is none. */
async function read(path: string): Promise<PluginPolicy> {
  const documents = documentsOf(await readText(path));
  if (documents?.length === 0) return ALLOW_ALL;
  for (const document of documents ?? []) {
    const policy = policyIn(document);
    if (policy) return policy;
  }
  throw new Unusable(`no valid preferences found in ${path}, use --v=5 to see details`);
}

function documentsOf(content: string): unknown[] | undefined {
  try {
    return parseYaml(content).filter((document) => document !== null && document !== undefined);
  } catch {
    return undefined;
  }
}

const GROUP = 'kubectl.config.k8s.io';

/** v1alpha1 knew no policy. Undefined for what is no Preference, or one of wrong types. */
function policyIn(document: unknown): PluginPolicy | undefined {
  try {
    const fields = new Fields(document, 'Preference', '');
    if (fields.string('kind') !== 'Preference') return undefined;
    const version = fields.string('apiVersion');
    if (version === `${GROUP}/v1alpha1`) return ALLOW_ALL;
    if (version !== `${GROUP}/v1beta1`) return undefined;
    const list = object(document)['credentialPluginAllowlist'];
    return {
      type: fields.string('credentialPluginPolicy'),
      allowlist:
        list === undefined || list === null
          ? undefined
          : fields.list('credentialPluginAllowlist', 'AllowlistEntry').map(commandOf),
    };
  } catch {
    return undefined;
  }
}

/** `name` is what 1.35 called it. */
function commandOf(entry: Fields): string {
  const [command, name] = [entry.string('command'), entry.string('name')];
  if (command !== '' && name !== '' && command !== name) throw new Unusable();
  return command || name;
}

/** client-go plugin/pkg/client/auth/exec, ValidatePluginPolicy: a mistake in it stops everything. */
function problemOf({ type, allowlist }: PluginPolicy): string | undefined {
  if (['', 'AllowAll', 'DenyAll'].includes(type)) {
    if (allowlist === undefined) return undefined;
    return `misconfigured credential plugin allowlist: plugin policy is ${quoted(type)} but allowlist is non-nil`;
  }
  if (type !== 'Allowlist') return `unknown plugin policy: ${quoted(type)}`;
  const set = 'credential plugin policy set to "Allowlist"';
  if (allowlist === undefined) return `${set}, but allowlist is unspecified`;
  if (allowlist.length === 0) return `${set}, but allowlist is empty; use "DenyAll" policy instead`;
  for (const [index, command] of allowlist.entries()) {
    if (command === '') {
      return `misconfigured credential plugin allowlist: empty allowlist entry #${index + 1}`;
    }
    const clean = cleaned(command);
    if (clean !== command)
      return `non-normalized file path: ${quoted(command)} vs ${quoted(clean)}`;
  }
  return undefined;
}

/** Go's filepath.Clean, which takes a slash off the end. */
export function cleaned(path: string): string {
  const normal = normalize(path);
  return normal.length > 1 ? normal.replace(/[/\\]+$/, '') : normal;
}

/** Why this plugin may not be run; undefined where it may (checkAllowlistLocked). */
export function refusalOf(
  { type, allowlist = [] }: PluginPolicy,
  command: string,
  found: Found,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (type === 'DenyAll') return `plugin ${quoted(command)} not allowed: policy set to "DenyAll"`;
  if (type !== 'Allowlist' || allowlist.includes(command)) return undefined;
  const { path, problem } = found;
  if (allowlist.includes(path)) return undefined;
  if (problem !== undefined) {
    return `plugin path ${quoted(path)} cannot be resolved for credential plugin allowlist check: ${problem}`;
  }
  const allowed = allowlist.some(
    (entry) => basename(entry) === basename(path) && lookPath(entry, env).path === path,
  );
  if (allowed) return undefined;
  return `plugin path ${quoted(path)} is not permitted by the credential plugin allowlist`;
}
