// Help as kubectl shapes it: the connection flags are kubectl's own and are named, not listed.
import { CommandHelp, Help, type Command } from '@oclif/core';

const CONNECTION_NOTE =
  "kubectl's connection flags (--kubeconfig, --context, --as, --request-timeout, ...) work as they do there: kubectl options lists them.";

class LeaseCommandHelp extends CommandHelp {
  protected override groupFlags(flags: Command.Flag.Any[]): ReturnType<CommandHelp['groupFlags']> {
    return super.groupFlags(flags.filter((flag) => flag.helpGroup !== 'CONNECTION'));
  }

  override generate(): string {
    const hasConnection = Object.values(this.command.flags).some(
      (flag) => flag.helpGroup === 'CONNECTION',
    );
    return hasConnection ? `${super.generate()}\n\n${CONNECTION_NOTE}` : super.generate();
  }
}

export class LeaseHelp extends Help {
  protected override CommandHelpClass = LeaseCommandHelp;
}
