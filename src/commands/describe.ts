// kubectl lease describe NAME: the governance record of one Lease.
import { Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import { Failure, type ExitCode } from '../errors.ts';
import { connectionFlags, outputFormat, seconds } from '../flags.ts';
import { leaseRecord, type LeaseRecord } from '../lease/record.ts';
import { mayBeWritten, savingTo, withAuditLogs } from '../sources.ts';
import { formatDocument } from '../view/document.ts';
import type { Printable } from '../view/escape.ts';
import { leaseRecordDocument } from '../view/record-document.ts';
import { recordMarkdown, recordPage } from '../view/record-page.ts';
import { aboutOneLease, auditLogFlag, nameArgument, oneLeaseFlags, readOnce } from './one-lease.ts';

/** Two intervals tell a rhythm from a chance. */
const RENEWALS = 2;

const FORMATS = ['page', 'json', 'yaml', 'markdown'] as const;

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
    ...auditLogFlag,
    save: Flags.string({
      helpValue: 'FILE.tar.gz',
      description: 'write the evidence to this new file, which -f reads back; no Secret is in it',
    }),
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
    const logs = flags['audit-log'] ?? [];
    readOnce(flags.filename, logs);
    if (flags.save !== undefined) await mayBeWritten('save', flags.save);
    let unsaved: Failure | undefined;
    const record = await aboutOneLease(one, async (ref, source) => {
      const evidence = withAuditLogs(source, logs);
      if (flags.save === undefined) return leaseRecord(ref, evidence, patience);
      const saving = await savingTo(flags.save, evidence);
      const recorded = await leaseRecord(ref, saving.evidence, patience);
      try {
        await note(await saving.save());
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown;
        unsaved = thrown;
      }
      return recorded;
    });
    await this.print(printed(record, format));
    if (unsaved !== undefined) throw unsaved;
    return 0;
  }
}

function printed(record: LeaseRecord, format: (typeof FORMATS)[number]): Printable {
  switch (format) {
    case 'page':
      return recordPage(record, hasColours(process.stdout, process.env));
    case 'markdown':
      return recordMarkdown(record);
    default:
      return formatDocument(leaseRecordDocument(record), format);
  }
}

/** https://no-color.org, and what a terminal says of itself. */
function hasColours(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
