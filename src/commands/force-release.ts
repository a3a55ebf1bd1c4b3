// kubectl lease force-release NAME: take a leadership away, never with two leaders, on the record.
import { Args, type Interfaces } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import { failure, type ExitCode } from '../errors.ts';
import { connectionFlags, outputFormat } from '../flags.ts';
import { mayBeWritten, writableFor } from '../sources.ts';
import { FORMATS, forceReleaseFlags, saidIn, wishIn } from './force-release-flags.ts';
import { forceRelease } from './force-releasing.ts';
import { leaseNamed } from './lease-name.ts';
import { sameSource } from './same-source.ts';

export default class ForceRelease extends LeaseCommand {
  static override summary = 'Take a leadership away, without ever having two leaders.';
  static override description = [
    'A visible foreign holder is put into the Lease (a fence), so that its leader stops; once it is known to have stopped, the Lease is released and somebody else leads. Clearing or deleting the Lease of a live leader does nothing, or makes two leaders for ten seconds.',
    'Exit code 0: somebody else leads, or the same one in a new process. 3: refused, denied or declined, nothing written. 4: what was confirmed is no longer so, nothing written. 5: written, but not with the result wanted. 6: not known, and how to find out. 1: error.',
  ].join('\n\n');
  static override usage = 'force-release NAME --reason TEXT [flags]';
  static override examples = [
    {
      description: 'What would happen?',
      command: 'kubectl lease force-release payments/reconciler --reason "hangs" --dry-run',
    },
    {
      description: 'Ask, then do it',
      command:
        'kubectl lease force-release -n payments reconciler --reason "hangs since 03:10" --ticket INC-4711',
    },
    {
      description: 'In a runbook, and sooner',
      command:
        'kubectl lease force-release payments/reconciler --reason "hangs" --evict-pod --yes -o json',
    },
  ];
  static override args = {
    name: Args.string({
      description: 'name of the Lease, or NAMESPACE/NAME',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override baseFlags = connectionFlags;
  static override flags = forceReleaseFlags;

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(ForceRelease);
    const { id: command = '' } = this;
    const { namespace, name } = leaseNamed(command, positionals, flags.namespace);
    const format = outputFormat(flags.output, FORMATS, 'text');
    if (flags.filename !== undefined && !flags['dry-run']) {
      throw failure('an archive cannot be written into: -f goes with --dry-run');
    }
    const asked = { ...saidIn(flags), wish: wishIn(flags), format, ...wayOf(flags) };
    const note = (line: string): Promise<void> => this.note(line);
    if (asked.recordTo !== undefined) {
      await mayBeWritten('record-to', asked.recordTo, '-o json prints the same document');
    }
    const cluster = await writableFor(flags, this.config.version, note);
    try {
      const ref = { namespace: namespace ?? cluster.evidence.defaultNamespace ?? '', name };
      const about = (command: string): string => sameSource(command, ref, flags);
      return await forceRelease(ref, { ...asked, about }, cluster, {
        print: (text) => this.print(text),
        note,
      });
    } finally {
      cluster.evidence.close();
    }
  }
}

type ForceReleaseFlags = Interfaces.InferredFlags<
  typeof ForceRelease.flags & typeof ForceRelease.baseFlags
>;

function wayOf(flags: ForceReleaseFlags) {
  return {
    dryRun: flags['dry-run'],
    confirm: flags.confirm,
    yes: flags.yes,
    noRecord: flags['no-record'],
    recordTo: flags['record-to'],
  };
}
