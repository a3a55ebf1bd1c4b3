// The commands as an oclif plugin that needs no file system: the shipped program is one file.
import { Plugin, type Command, type Interfaces } from '@oclif/core';

type Loader = () => Promise<{ default: Command.Class }>;

/** Each command is loaded when it is run, and only then. */
const COMMANDS: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ['describe', () => import('./commands/describe.ts')],
  ['force-release', () => import('./commands/force-release.ts')],
  ['history', () => import('./commands/history.ts')],
  ['ls', () => import('./commands/ls.ts')],
  ['version', () => import('./commands/version.ts')],
  ['who-holds', () => import('./commands/who-holds.ts')],
]);

/** What help and dispatch need of a command without loading it; survives JSON. */
export type CommandFacts = Command.Cached;

export class CommandSet extends Plugin {
  readonly #facts: readonly CommandFacts[] | undefined;

  /** `facts`: what the build wrote down of all commands; without it each is loaded to ask it. */
  constructor(options: Interfaces.PluginOptions, facts: readonly CommandFacts[] | undefined) {
    super(options);
    this.#facts = facts;
  }

  override async load(): Promise<void> {
    await super.load();
    const facts = this.#facts ?? (await commandFacts());
    this.commands = facts.map((fact) => ({ ...fact, load: () => this.#loadCommand(fact.id) }));
  }

  async #loadCommand(id: string): Promise<Command.Class> {
    const command = await commandClass(id);
    command.id = id;
    command.plugin = this;
    return command;
  }
}

async function commandClass(id: string): Promise<Command.Class> {
  const load = COMMANDS.get(id);
  if (load === undefined) throw new Error(`no command ${id}`);
  return (await load()).default;
}

/** In the order of their names, which is the order of help. */
export async function commandFacts(): Promise<CommandFacts[]> {
  const ids = [...COMMANDS.keys()].sort();
  return Promise.all(ids.map(async (id) => factsOf(id, await commandClass(id))));
}

function factsOf(id: string, command: Command.Class): CommandFacts {
  const { summary, description, usage, examples, args, aliases, hiddenAliases, hidden } = command;
  return {
    id,
    aliases,
    hiddenAliases,
    hidden,
    args: named(args),
    flags: named({ ...command.baseFlags, ...command.flags }),
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(usage === undefined ? {} : { usage }),
    examples,
  };
}

/** Help wants to find its own name in each argument and flag. */
function named<T extends object>(inputs: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, { ...input, name }]),
  );
}
