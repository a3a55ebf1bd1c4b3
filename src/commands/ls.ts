// kubectl lease ls: which Leases there are, who holds them, and how they stand.
import { LeaseCommand } from '../command.ts';
import { failure, type ExitCode } from '../errors.ts';
import { connectionFlags } from '../flags.ts';
import { evidenceFor } from '../sources.ts';
import { listFlags, listRequest } from './ls-flags.ts';
import { list, type Output } from './ls-list.ts';
import { watch } from './ls-watch.ts';

export default class Ls extends LeaseCommand {
  static override summary = 'List Leases: who holds them, and how they stand.';
  static override description =
    "Standing is judged by the API server's clock: held, late (older than half its term), expired, released, never held, or unknown.";
  static override usage = 'ls [flags]';
  static override hiddenAliases = ['list'];
  static override examples = [
    { description: 'Every Lease but node heartbeats', command: 'kubectl lease ls -A' },
    {
      description: 'What has stopped renewing',
      command: 'kubectl lease ls -A --standing expired,late',
    },
    { description: 'Node heartbeats', command: 'kubectl lease ls --kind node' },
    { description: 'What was captured earlier', command: 'kubectl lease ls -f must-gather/' },
  ];
  static override baseFlags = connectionFlags;
  static override flags = listFlags;

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(Ls);
    if (positionals.length > 0) throw unexpected(positionals);
    const request = listRequest(flags);
    const output: Output = {
      printAll: (pieces) => this.printAll(pieces),
      note: (line) => this.note(line),
    };
    const evidence = await evidenceFor(flags, this.config.version, (line) => this.note(line));
    try {
      const listing = { ...request, intent: request.intent(evidence.defaultNamespace) };
      if (flags.watch) return await watch(evidence, listing, output);
      const { standings, narrowed } = await list(evidence, listing, output);
      if (!standings.isDisjointFrom(request.failOn)) return 2;
      // What could not be listed may stand so.
      return narrowed && request.failOn.size > 0 ? 6 : 0;
    } finally {
      evidence.close();
    }
  }
}

function unexpected(positionals: readonly string[]): Error {
  const name = positionals[0] ?? '';
  return failure(`ls takes no arguments, but was given "${name}"`, {
    hint: `kubectl lease who-holds ${name} answers for one Lease`,
  });
}
