// kubectl lease ls: which Leases there are, who holds them, and how they stand.
import { Flags } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import { failure, type ExitCode } from '../errors.ts';
import { archiveFlags, connectionFlags, namespaceFlag, outputFormat, words } from '../flags.ts';
import { Changes } from '../lease/changes.ts';
import type { Clock } from '../lease/clock.ts';
import type { Evidence, Page } from '../lease/evidence.ts';
import { KINDS } from '../lease/kind.ts';
import type { Lease } from '../lease/lease.ts';
import { filterOf, queryOf, type ListIntent } from '../lease/listing.ts';
import { STANDINGS, type StandingWord } from '../lease/standing.ts';
import { judge } from '../lease/verdict.ts';
import { evidenceFor } from '../sources.ts';
import {
  LIST_FORMATS,
  leasePrinter,
  showsObjects,
  type LeasePrinter,
  type ListFormat,
} from '../view/lease-printer.ts';

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
      description: `output format: ${LIST_FORMATS.join(', ')}`,
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
    watch: Flags.boolean({
      char: 'w',
      description:
        'after the list, print changes of holder, standing or transitions as they happen',
    }),
    'fail-on': Flags.string({
      multiple: true,
      helpValue: 'STANDING',
      description: 'end with exit code 2 when a listed Lease stands so',
    }),
    ...archiveFlags,
  };

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(Ls);
    if (positionals.length > 0) throw unexpected(positionals);
    const format = outputFormat(flags.output, LIST_FORMATS, 'table');
    const failOn = words('fail-on', flags['fail-on'], STANDINGS);
    if (flags.watch) refuseUnwatchable(format, failOn);
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
    const namespaces =
      intent.namespace === undefined || intent.namespace !== queryOf(intent).namespace;
    const printer = leasePrinter(format, { namespaces, headers: !flags['no-headers'] });
    try {
      if (flags.watch) return await this.#watch(evidence, intent, printer, showsObjects(format));
      const failing = await this.#list(evidence, intent, printer, format);
      return failOn !== undefined && failing.some((word) => failOn.has(word)) ? 2 : 0;
    } finally {
      evidence.close();
    }
  }

  /** Nothing is printed before all of it is there: half a list is no answer. */
  async #list(
    evidence: Evidence,
    intent: ListIntent,
    printer: LeasePrinter,
    format: ListFormat,
  ): Promise<StandingWord[]> {
    const wanted = filterOf(intent);
    const standings = new Set<StandingWord>();
    let first: Clock | undefined;
    for await (const { items, clock } of pages(evidence, intent, format)) {
      first ??= clock;
      for (const item of items) {
        const verdict = judge(item.lease, clock);
        if (!wanted(verdict)) continue;
        standings.add(verdict.standing.word);
        printer.add({ ...item, verdict, clock });
      }
    }
    await this.printAll(printer.text(first));
    if (printer.isEmpty && !showsObjects(format)) await this.note(nothingFound(intent));
    await this.#noteWhatIsLeftOut(intent);
    return [...standings];
  }

  /** The list, then a line for every change of holder, standing or transitions; never ends. */
  async #watch(
    evidence: Evidence,
    intent: ListIntent,
    printer: LeasePrinter,
    documents: boolean,
  ): Promise<never> {
    const [changes, wanted] = [new Changes(), filterOf(intent)];
    let listed = false;
    for await (const event of evidence.watch(queryOf(intent))) {
      if (event.type === 'lost')
        await this.note(`${event.why}\nIt is tried again until it answers.`);
      const news = changes.apply(event).filter(({ verdict }) => wanted(verdict));
      // Documents come one a line from the first on; a table begins with all of its rows.
      if (listed || documents) {
        for (const change of news) await this.print(printer.line(change));
      } else if (event.type === 'listed') {
        for (const row of news) printer.add(row);
        await this.printAll(printer.text(event.clock));
      }
      if (!listed && event.type === 'listed') await this.#noteWhatIsLeftOut(intent);
      listed ||= event.type === 'listed';
    }
    throw new Error('a watch goes on until it is ended');
  }

  async #noteWhatIsLeftOut(intent: ListIntent): Promise<void> {
    const { exceptNamespace } = queryOf(intent);
    if (exceptNamespace === undefined) return;
    await this.note(`namespace ${exceptNamespace} is not listed: -A --kind all`);
  }
}

/** The objects themselves only where they are shown: they cost ten times as much. */
async function* pages(
  evidence: Evidence,
  intent: ListIntent,
  format: ListFormat,
): AsyncGenerator<Page<{ readonly lease: Lease }>> {
  if (showsObjects(format)) {
    yield* evidence.objects(queryOf(intent));
    return;
  }
  for await (const page of evidence.leases(queryOf(intent))) {
    yield { ...page, items: Iterator.from(page.items).map((lease) => ({ lease })) };
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

function refuseUnwatchable(
  format: ListFormat,
  failOn: ReadonlySet<StandingWord> | undefined,
): void {
  if (format === 'yaml') throw failure('-w prints lines: -o json is one document a line');
  if (failOn !== undefined)
    throw failure('--fail-on judges a list that ends: it does not go with -w');
}
