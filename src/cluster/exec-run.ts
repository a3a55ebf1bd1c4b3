// Runs a credential plugin: its stdin is the terminal or nothing, its stderr the user's.
import { spawn, type ChildProcess } from 'node:child_process';
import { timer } from '../timers.ts';
import type { ExecEntry } from './kubeconfig-entries.ts';
import { cleaned, refusalOf, type PluginPolicy } from './kuberc.ts';
import { hasSeparator, lookPath } from './look-path.ts';
import { limitOf, overLimit, raising } from '../limits.ts';
import { quotedLines } from '../text.ts';
import { PluginError } from './plugin-error.ts';
import { sayingWhat } from '../waiting.ts';

export interface Invocation {
  readonly exec: ExecEntry;
  /** For KUBERNETES_EXEC_INFO. */
  readonly info: object;
  /** Whether it may ask the user. */
  readonly interactive: boolean;
  readonly policy: PluginPolicy;
  readonly env: NodeJS.ProcessEnv;
}

const GRACE = 2000;

/** What it printed on stdout. */
export async function runPlugin({
  exec,
  info,
  interactive,
  policy,
  env,
}: Invocation): Promise<string> {
  const command = cleaned(exec.command);
  const found = lookPath(command, env);
  const refusal = refusalOf(policy, command, found, env);
  if (refusal !== undefined) throw new PluginError(refusal);
  if (found.problem !== undefined && !hasSeparator(command)) throw notFound(command, exec);
  const child = spawn(found.path, exec.args, {
    argv0: command,
    stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
    env: {
      ...env,
      ...Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
      KUBERNETES_EXEC_INFO: `${JSON.stringify(info)}\n`,
    },
  });
  // A plugin that can ask nobody has nothing to wait for so long; kubectl would wait for ever.
  const time = interactive ? undefined : limitOf('pluginTime', env);
  const printed = output(child, command, { time, bytes: limitOf('pluginOutput', env) });
  return sayingWhat(`for the credential plugin ${command}`, printed);
}

interface Bounds {
  /** Milliseconds; undefined for who may wait for a person. */
  readonly time: number | undefined;
  readonly bytes: number;
}

function output(child: ChildProcess, command: string, { time, bytes }: Bounds): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const patience = time === undefined ? undefined : timer(giveUp, time);
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= bytes) return;
      chunks.length = 0;
      abandon(child);
      settle(overLimit('pluginOutput', `the output of the credential plugin ${command}`, bytes));
    });
    child.on('error', (error) => {
      settle(new PluginError(`exec: ${startError(command, error)}`));
    });
    child.on('close', (code) => {
      const ended = `exec: executable ${command} failed with exit code ${code ?? -1}`;
      settle(code === 0 ? undefined : new PluginError(ended));
    });
    function settle(problem: Error | undefined): void {
      clearTimeout(patience);
      if (problem) reject(problem);
      else resolve(Buffer.concat(chunks).toString('utf8'));
    }
    function giveUp(): void {
      abandon(child);
      const ended = `exec: executable ${command} did not answer within ${(time ?? 0) / 1000}s`;
      settle(new PluginError(ended, [raising('pluginTime')]));
    }
  });
}

/** What it started may hold its stdout open for longer than it lives itself. */
function abandon(child: ChildProcess): void {
  const killing = timer(() => child.kill('SIGKILL'), GRACE);
  child.once('exit', () => {
    clearTimeout(killing);
  });
  child.kill('SIGTERM');
  child.stdout?.destroy();
}

function startError(command: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return `fork/exec ${command}: no such file or directory`;
  if (error.code === 'EACCES') return `fork/exec ${command}: permission denied`;
  return `fork/exec ${command}: ${error.code ?? 'it could not be started'}`;
}

const HELP = [
  '',
  'It looks like you are trying to use a client-go credential plugin that is not installed.',
  '',
  'To learn more about this feature, consult the documentation available at:',
  '      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins',
];

/** The hint is the kubeconfig's, in lines that cannot be taken for ours. */
function notFound(command: string, { installHint }: ExecEntry): PluginError {
  const [, ...hint] = installHint === '' ? [] : quotedLines(`hint:\n${printable(installHint)}`);
  const more = hint.length === 0 ? HELP : [...HELP, '', ...hint];
  return new PluginError(`exec: executable ${command} not found`, more);
}

/** client-go client_config.go, cleanANSIEscapeCodes: letters, marks, numbers, signs, blanks. */
function printable(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\t-\r]/gu, (character) => {
    const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `U+${point.padStart(4, '0')}`;
  });
}
