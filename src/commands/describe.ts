// kubectl lease describe NAME: the governance record of one Lease.
import { Args, Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import type { ExitCode } from '../errors.ts';
import { archiveFlags, connectionFlags, namespaceFlag, outputFormat } from '../flags.ts';
import { leaseRecord } from '../lease/record.ts';
import { evidenceFor } from '../sources.ts';
import { formatDocument, leaseRecordDocument } from '../view/document.ts';
import { recordPage } from '../view/record-page.ts';
import { leaseNamed } from './lease-name.ts';

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
  static override args = {
    name: Args.string({
      description: 'name of the Lease, or NAMESPACE/NAME',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override baseFlags = connectionFlags;
  static override flags = {
    ...namespaceFlag,
    output: Flags.string({
      char: 'o',
      helpValue: 'FORMAT',
      description: `output format: ${FORMATS.join(', ')}`,
    }),
    ...archiveFlags,
  };

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(Describe);
    const format = outputFormat(flags.output, FORMATS, 'page');
    const named = leaseNamed('describe', positionals, flags.namespace);
    const evidence = await evidenceFor(flags, this.config.version, (line) => this.note(line));
    try {
      const namespace = named.namespace ?? evidence.defaultNamespace ?? '';
      const record = await leaseRecord({ namespace, name: named.name }, evidence);
      await this.print(
        format === 'page'
          ? recordPage(record)
          : formatDocument(leaseRecordDocument(record), format),
      );
      return 0;
    } finally {
      evidence.close();
    }
  }
}
