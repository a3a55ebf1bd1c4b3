// Help as kubectl shapes it: the connection flags are kubectl's own and are named, not listed.
import { CommandHelp, Help, type Command } from '@oclif/core';

const CONNECTION_NOTE =
  "kubectl's connection flags (--kubeconfig, --context, --as, --request-timeout, ...) work as they do there: kubectl options lists them.";

class LeaseCommandHelp extends CommandHelp {
  protected override groupFlags(flags: Command.Flag.Any[]): ReturnType<CommandHelp['groupFlags']> {
    return super.groupFlags(flags.filter((flag) => flag.helpGroup !== 'CONNECTION'));
  }

  /** The summary stands at the top already. */
  protected override description(): string | undefined {
    const { description } = this.command;
    return description === undefined ? undefined : this.wrap(description);
  }

  /** As kubectl writes it, without a prompt before it. */
  protected override usage(): string {
    const usages = [this.command.usage ?? ''].flat();
    return usages.map((usage) => `kubectl lease ${usage}`).join('\n');
  }

  protected override examples(examples: Command.Example[] | undefined): string | undefined {
    return examples
      ?.map((example) =>
        typeof example === 'string' ? example : `# ${example.description}\n${example.command}`,
      )
      .join('\n\n');
  }

  override generate(): string {
    const flags = Object.values(this.command.flags);
    const connects = flags.some((flag) => flag.helpGroup === 'CONNECTION');
    return connects ? `${super.generate()}\n\n${this.wrap(CONNECTION_NOTE, 0)}` : super.generate();
  }
}

export class LeaseHelp extends Help {
  protected override CommandHelpClass = LeaseCommandHelp;

  override formatRoot(): string {
    const { description = '' } = this.config.pjson as { description?: string };
    const usage = this.section('USAGE', 'kubectl lease COMMAND [flags]');
    return `${description}.\n\n${usage}`;
  }
}
