// Runs a command line: version, help or a command; the one place that sets the exit code.
import { Config, type Interfaces } from '@oclif/core';
import packageJson from '../package.json' with { type: 'json' };
import { CommandSet, type CommandFacts } from './command-set.ts';
import { inWords, traceOf } from './command.ts';
import { failure, type ExitCode } from './errors.ts';
import { timer } from './timers.ts';

/** Put in by the build, so that help needs no command to be loaded. */
declare const COMMAND_FACTS: readonly CommandFacts[] | undefined;

const CLOSED_PIPE = 141;
/** Milliseconds for which an answer that nobody reads keeps the program from ending. */
const UNREAD = 30_000;
/** Milliseconds between two looks whether all was read. */
const LINGERS = 250;

export function start(): void {
  quietWarnings();
  for (const stream of [process.stdout, process.stderr]) {
    // oclif's listener throws whatever is not EPIPE; who writes is told as well, and says why.
    stream.removeAllListeners('error');
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A reader that went away (`| head`) is no error: end as kubectl does, which dies of SIGPIPE.
      if (error.code === 'EPIPE') process.exit(CLOSED_PIPE);
    });
  }
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
    endWith(code, UNREAD);
  });
}

/** A read that never ends, of a pipe that took longer than its limit, must not keep the program. */
function endWith(code: number, patience: number): void {
  timer(() => {
    const unread = process.stdout.writableLength + process.stderr.writableLength;
    if (unread === 0 || patience <= LINGERS) process.exit(code);
    endWith(code, patience - LINGERS);
  }, LINGERS).unref();
}

/** Of the runtime, about code: nothing that an operator can act on. */
function quietWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (process.env['KUBECTL_LEASE_DEBUG']) process.stderr.write(traceOf(warning));
  });
}

/** Ends with the exit code, whatever happens. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await dispatch(argv);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EPIPE') return CLOSED_PIPE;
    if (process.env['KUBECTL_LEASE_DEBUG']) process.stderr.write(traceOf(thrown));
    const { text, exitCode } = inWords(thrown);
    process.stderr.write(text);
    return exitCode;
  }
}

async function dispatch(argv: readonly string[]): Promise<ExitCode> {
  const config = await configuration();
  const [id = '', ...rest] = argv;
  if (id === '--version') return config.runCommand<ExitCode>('version', []);
  if (id === '' || id === 'help' || isHelpAsked(argv)) {
    const about = argv.filter((word) => word !== 'help');
    const [named = ''] = about.filter((word) => !word.startsWith('-'));
    if (named !== '' && config.findCommand(named) === undefined)
      throw unknownCommand(named, config);
    const { LeaseHelp } = await import('./help.ts');
    await new LeaseHelp(config, config.pjson.oclif.helpOptions).showHelp(about);
    return 0;
  }
  if (config.findCommand(id) === undefined) throw unknownCommand(id, config);
  return config.runCommand<ExitCode>(id, rest);
}

async function configuration(): Promise<Config> {
  const root = import.meta.dirname;
  const pjson = packageJson as unknown as Interfaces.PJSON;
  const facts = typeof COMMAND_FACTS === 'undefined' ? undefined : COMMAND_FACTS;
  const commands = new CommandSet({ root, pjson, name: pjson.name, isRoot: true }, facts);
  // oclif asks PowerShell for the shell's name at every start on Windows unless this is set.
  process.env['SHELL'] ??= process.env['COMSPEC'] ?? 'sh';
  await commands.load();
  return Config.load({ root, pjson, plugins: new Map([[commands.name, commands]]) });
}

function isHelpAsked(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv
    .slice(0, end < 0 ? undefined : end)
    .some((word) => word === '-h' || word === '--help');
}

function unknownCommand(id: string, config: Config): Error {
  if (id.startsWith('-')) {
    return failure(`flags go behind the command: kubectl lease COMMAND ${id}`, {
      hint: "See 'kubectl lease --help' for usage.",
    });
  }
  const known = config.commands
    .map((command) => command.id)
    .filter((name) => !isAlias(name, config));
  return failure(`unknown command "${id}" for "kubectl lease"`, {
    hint: `There is ${known.join(', ')}.`,
  });
}

function isAlias(name: string, { commands }: Config): boolean {
  return commands.some((command) => command.hiddenAliases.includes(name));
}
