// kubectl lease who-holds NAME: one sentence, and an exit code that a script can use.
import { LeaseCommand } from '../command.ts';
import type { ExitCode } from '../errors.ts';
import { connectionFlags, outputFormat } from '../flags.ts';
import { whoHolds, type WhoHolds as Who } from '../lease/who.ts';
import { formatDocument, leaseHolderDocument } from '../view/document.ts';
import { whoSentence } from '../view/who-sentence.ts';
import { aboutOneLease, nameArgument, oneLeaseFlags } from './one-lease.ts';

const FORMATS = ['sentence', 'json', 'yaml'] as const;

const EXIT: Readonly<Record<Who['answer'], ExitCode>> = { somebody: 0, nobody: 2, unknown: 6 };

export default class WhoHolds extends LeaseCommand {
  static override summary = 'Say who holds a Lease, since when, and whether it is alive.';
  static override description =
    'Exit code 0: somebody holds it. 2: nobody does, or it has expired. 6: it cannot be known. 1: error.';
  static override examples = [
    { description: 'Who leads?', command: 'kubectl lease who-holds -n payments reconciler' },
    { description: 'The same', command: 'kubectl lease who-holds payments/reconciler' },
    { description: 'In a runbook', command: 'kubectl lease who-holds payments/reconciler -o json' },
  ];
  static override usage = 'who-holds NAME [flags]';
  static override args = nameArgument;
  static override baseFlags = connectionFlags;
  static override flags = oneLeaseFlags(FORMATS);

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(WhoHolds);
    const format = outputFormat(flags.output, FORMATS, 'sentence');
    const { id: command = '' } = this;
    const note = (line: string): Promise<void> => this.note(line);
    const one = { command, flags, positionals, version: this.config.version, note };
    const who = await aboutOneLease(one, whoHolds);
    await this.print(
      format === 'sentence' ? whoSentence(who) : formatDocument(leaseHolderDocument(who), format),
    );
    return EXIT[who.answer];
  }
}
