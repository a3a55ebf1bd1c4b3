// kubectl lease describe NAME: the governance record of one Lease.
import { Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import type { ExitCode } from '../errors.ts';
import { connectionFlags, outputFormat, seconds } from '../flags.ts';
import { leaseRecord } from '../lease/record.ts';
import { formatDocument, leaseRecordDocument } from '../view/document.ts';
import { recordPage } from '../view/record-page.ts';
import { aboutOneLease, nameArgument, oneLeaseFlags } from './one-lease.ts';

/** Two intervals tell a rhythm from a chance. */
const RENEWALS = 2;

const FORMATS = ['page', 'json', 'yaml'] as const;

export default class Describe extends LeaseCommand {
  static override summary = 'Show the record of a Lease: its holder, and who may do what.';
  static override description =
    'What the holder may do by RBAC and through which binding, and who else may take or delete the Lease. Authorizers other than RBAC are not seen.';
  static override usage = 'describe NAME [flags]';
  static override examples = [
    {
      description: 'By what authority does it act?',
      command: 'kubectl lease describe -n payments reconciler',
    },
    { description: 'For a program', command: 'kubectl lease describe payments/reconciler -o json' },
  ];
  static override args = nameArgument;
  static override baseFlags = connectionFlags;
  static override flags = {
    ...oneLeaseFlags(FORMATS),
    'watch-for': Flags.string({
      default: '5s',
      helpValue: 'DURATION',
      description:
        'watch at most so long for two renewals, to say how often it is renewed; 0 does not watch',
    }),
  };

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(Describe);
    const format = outputFormat(flags.output, FORMATS, 'page');
    const { id: command = '' } = this;
    const note = (line: string): Promise<void> => this.note(line);
    const one = { command, flags, positionals, version: this.config.version, note };
    const patience = { writes: RENEWALS, seconds: seconds('watch-for', flags['watch-for']) };
    const record = await aboutOneLease(one, (ref, evidence) =>
      leaseRecord(ref, evidence, patience),
    );
    await this.print(
      format === 'page' ? recordPage(record) : formatDocument(leaseRecordDocument(record), format),
    );
    return 0;
  }
}
