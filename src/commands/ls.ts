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
import { leaseListDocument, type DocumentFormat } from '../view/document.ts';
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
      if (format === 'json' || format === 'yaml') await this.#document(evidence, intent, format);
      else if (format === 'name') await this.#names(evidence, intent);
      else await this.#table(evidence, intent, format === 'wide', !flags['no-headers']);
    } finally {
      evidence.close();
    }
    await this.#noteWhatIsLeftOut(intent);
    return 0;
  }

  async #document(evidence: Evidence, intent: ListIntent, format: DocumentFormat): Promise<void> {
    const [document, wanted] = [leaseListDocument(format), filterOf(intent)];
    let first: Clock | undefined;
    for await (const { items, clock } of evidence.objects(queryOf(intent))) {
      first ??= clock;
      for (const { raw, lease } of items) {
        const verdict = judge(lease, clock);
        if (wanted(verdict)) document.add({ raw, verdict });
      }
    }
    await this.printAll(document.text(first));
  }

  async #names(evidence: Evidence, intent: ListIntent): Promise<void> {
    let names = '';
    for await (const rows of leaseRows(evidence, intent)) {
      for (const { lease } of rows) names += `lease.coordination.k8s.io/${lease.ref.name}\n`;
    }
    await this.print(names);
  }

  async #table(
    evidence: Evidence,
    intent: ListIntent,
    wide: boolean,
    headers: boolean,
  ): Promise<void> {
    const namespaces =
      intent.namespace === undefined || intent.namespace !== queryOf(intent).namespace;
    const table = leaseTable({ wide, namespaces, headers });
    for await (const rows of leaseRows(evidence, intent)) for (const row of rows) table.add(row);
    await this.printAll(table.text());
    if (table.isEmpty) await this.note(nothingFound(intent));
  }

  async #noteWhatIsLeftOut(intent: ListIntent): Promise<void> {
    const { exceptNamespace } = queryOf(intent);
    if (exceptNamespace === undefined) return;
    await this.note(`namespace ${exceptNamespace} is not listed: -A --kind all`);
  }
}

/** The rows of one page after another, filtered. */
async function* leaseRows(evidence: Evidence, intent: ListIntent): AsyncGenerator<LeaseRow[]> {
  const wanted = filterOf(intent);
  for await (const { items, clock } of evidence.leases(queryOf(intent))) {
    const rows = items.map((lease) => ({ lease, verdict: judge(lease, clock), clock }));
    yield rows.filter(({ verdict }) => wanted(verdict));
  }
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
