// kubectl lease version
import { Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import type { ExitCode } from '../errors.ts';
import { outputFormat } from '../flags.ts';
import { lines } from '../view/escape.ts';
import { formatDocument } from '../view/document.ts';

const FORMATS = ['text', 'json', 'yaml'] as const;

export default class Version extends LeaseCommand {
  static override summary = 'Print the version of this program.';
  static override usage = 'version [flags]';
  static override flags = {
    output: Flags.string({
      char: 'o',
      helpValue: 'FORMAT',
      description: `output format: ${FORMATS.join(', ')}`,
    }),
  };

  override async run(): Promise<ExitCode> {
    const { flags } = await this.typed(Version);
    const format = outputFormat(flags.output, FORMATS, 'text');
    const { version } = this.config;
    await this.print(
      format === 'text' ? lines(`v${version}`) : formatDocument({ version: `v${version}` }, format),
    );
    return 0;
  }
}
