// kubectl lease ls: which Leases there are, who holds them, and how they stand.
import { Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import { failure, type ExitCode } from '../errors.ts';
import { archiveFlags, connectionFlags, namespaceFlag, outputFormat, words } from '../flags.ts';
import type { Clock } from '../lease/clock.ts';
import type { Evidence } from '../lease/evidence.ts';
import { KINDS } from '../lease/kind.ts';
import { filterOf, queryOf, type ListIntent } from '../lease/listing.ts';
import { STANDINGS } from '../lease/standing.ts';
import { judge } from '../lease/verdict.ts';
import { evidenceFor } from '../sources.ts';
import { formatDocument, leaseListDocument } from '../view/document.ts';
import { leaseTable, type LeaseRow } from '../view/lease-table.ts';

const FORMATS = ['table', 'wide', 'json', 'yaml', 'name'] as const;

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
  static override flags = {
    ...namespaceFlag,
    'all-namespaces': Flags.boolean({
      char: 'A',
      description: 'list all namespaces but kube-node-lease',
    }),
    selector: Flags.string({
      char: 'l',
      helpValue: 'SELECTOR',
      description: 'by labels, as in -l app=x',
    }),
    output: Flags.string({
      char: 'o',
      helpValue: 'FORMAT',
      description: `output format: ${FORMATS.join(', ')}`,
    }),
    'no-headers': Flags.boolean({ description: 'leave the header line out' }),
    kind: Flags.string({
      multiple: true,
      helpValue: 'KIND',
      description: `only these kinds: ${KINDS.join(', ')}; all lists heartbeats too`,
    }),
    standing: Flags.string({
      multiple: true,
      helpValue: 'STANDING',
      description: `only Leases that stand so: ${STANDINGS.join(', ')}`,
    }),
    holder: Flags.string({
      helpValue: 'IDENTITY',
      description:
        'only what this identity holds, with or without its suffix; * stands for anything',
    }),
    ...archiveFlags,
  };

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(Ls);
    if (positionals.length > 0) throw unexpected(positionals);
    const format = outputFormat(flags.output, FORMATS, 'table');
    const evidence = await evidenceFor(flags, this.config.version, (line) => this.note(line));
    const intent: ListIntent = {
      namespace: flags['all-namespaces']
        ? undefined
        : (flags.namespace ?? evidence.defaultNamespace),
      selector: flags.selector,
      kinds: words('kind', flags.kind, [...KINDS, 'all']),
      standings: words('standing', flags.standing, STANDINGS),
      holder: flags.holder,
    };
    try {
      const { rows, clock } = await gather(evidence, intent);
      await this.write(rows, clock, intent, format, !flags['no-headers']);
      return 0;
    } finally {
      evidence.close();
    }
  }

  private async write(
    rows: readonly LeaseRow[],
    clock: Clock | undefined,
    intent: ListIntent,
    format: (typeof FORMATS)[number],
    headers: boolean,
  ): Promise<void> {
    const namespaces =
      intent.namespace === undefined || queryOf(intent).namespace !== intent.namespace;
    if (format === 'json' || format === 'yaml') {
      await this.print(formatDocument(leaseListDocument(rows, clock), format));
    } else if (format === 'name') {
      await this.print(
        rows.map(({ lease }) => `lease.coordination.k8s.io/${lease.ref.name}\n`).join(''),
      );
    } else {
      await this.print(leaseTable(rows, { wide: format === 'wide', namespaces, headers }));
      if (rows.length === 0) await this.note(nothingFound(intent));
    }
    if (queryOf(intent).exceptNamespace !== undefined) {
      await this.note(
        `namespace ${queryOf(intent).exceptNamespace ?? ''} is not listed: -A --kind all`,
      );
    }
  }
}

async function gather(
  evidence: Evidence,
  intent: ListIntent,
): Promise<{ rows: LeaseRow[]; clock: Clock | undefined }> {
  const wanted = filterOf(intent);
  const rows: LeaseRow[] = [];
  let first: Clock | undefined;
  for await (const { items, clock } of evidence.leases(queryOf(intent))) {
    first ??= clock;
    for (const { raw, lease } of items) {
      const verdict = judge(lease, clock);
      if (wanted(verdict)) rows.push({ raw, lease, verdict, clock });
    }
  }
  return { rows, clock: first };
}

/** kubectl's words for an empty list. */
function nothingFound(intent: ListIntent): string {
  const { namespace } = queryOf(intent);
  return namespace === undefined
    ? 'No resources found'
    : `No resources found in ${namespace} namespace.`;
}

function unexpected(positionals: readonly string[]): Error {
  const name = positionals[0] ?? '';
  return failure(`ls takes no arguments, but was given "${name}"`, {
    hint: `kubectl lease who-holds ${name} answers for one Lease`,
  });
}
