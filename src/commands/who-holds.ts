// kubectl lease who-holds NAME: one sentence, and an exit code that a script can use.
import { Args, Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import type { ExitCode } from '../errors.ts';
import { archiveFlags, connectionFlags, namespaceFlag, outputFormat } from '../flags.ts';
import { whoHolds, type WhoHolds as Who } from '../lease/who.ts';
import { evidenceFor } from '../sources.ts';
import { formatDocument, leaseHolderDocument } from '../view/document.ts';
import { whoSentence } from '../view/who-sentence.ts';
import { leaseNamed } from './lease-name.ts';

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
    const { flags, positionals } = await this.typed(WhoHolds);
    const format = outputFormat(flags.output, FORMATS, 'sentence');
    const named = leaseNamed('who-holds', positionals, flags.namespace);
    const evidence = await evidenceFor(flags, this.config.version, (line) => this.note(line));
    try {
      const namespace = named.namespace ?? evidence.defaultNamespace ?? '';
      const who = await whoHolds({ namespace, name: named.name }, evidence);
      await this.print(
        format === 'sentence' ? whoSentence(who) : formatDocument(leaseHolderDocument(who), format),
      );
      return EXIT[who.answer];
    } finally {
      evidence.close();
    }
  }
}
