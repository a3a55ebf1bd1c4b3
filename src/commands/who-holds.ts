// kubectl lease who-holds NAME: one sentence, and an exit code that a script can use.
import { Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import type { ExitCode } from '../errors.ts';
import { connectionFlags, outputFormat } from '../flags.ts';
import { holderWithAuthority } from '../lease/holder-authority.ts';
import { whoHolds, type WhoHolds as Who } from '../lease/who.ts';
import { authorityLine } from '../view/authority-line.ts';
import { formatDocument } from '../view/document.ts';
import { leaseHolderDocument } from '../view/holder-document.ts';
import { whoSentence } from '../view/who-sentence.ts';
import { aboutOneLease, nameArgument, oneLeaseFlags } from './one-lease.ts';
import { sameSource } from './same-source.ts';

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
  static override flags = {
    ...oneLeaseFlags(FORMATS),
    'no-authority': Flags.boolean({
      description: 'leave out what the holder may do, which costs up to six requests',
    }),
  };

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(WhoHolds);
    const format = outputFormat(flags.output, FORMATS, 'sentence');
    const { id: command = '' } = this;
    const note = (line: string): Promise<void> => this.note(line);
    const one = { command, flags, positionals, version: this.config.version, note };
    return aboutOneLease(one, async (ref, evidence) => {
      const { who, authority } = flags['no-authority']
        ? { who: await whoHolds(ref, evidence), authority: undefined }
        : await holderWithAuthority(ref, evidence);
      if (format === 'sentence') {
        // At once: what it may do takes longer, and is not what is asked in a hurry.
        await this.print(whoSentence(who));
        const more = sameSource('describe', who.lease.ref, flags);
        await this.print(authorityLine(who, await authority, more));
      } else {
        await this.print(formatDocument(leaseHolderDocument(who, await authority), format));
      }
      return EXIT[who.answer];
    });
  }
}
