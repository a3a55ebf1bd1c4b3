// What `ls` does with its evidence: a list that ends.
import type { Clock } from '../lease/clock.ts';
import type { Evidence, Page } from '../lease/evidence.ts';
import type { Lease } from '../lease/lease.ts';
import { filterOf, queryOf, type ListIntent } from '../lease/listing.ts';
import type { Compare } from '../lease/order.ts';
import { versionOnce } from '../lease/server-version.ts';
import type { StandingWord } from '../lease/standing.ts';
import { judge } from '../lease/verdict.ts';
import { clockInWords } from '../view/clock-words.ts';
import type { Printable } from '../view/escape.ts';
import {
  leasePrinter,
  showsObjects,
  type LeasePrinter,
  type ListFormat,
  type PrintedRow,
} from '../view/lease-printer.ts';

/** Where a command says things: the answer, and everything else. */
export interface Output {
  printAll(pieces: Iterable<Printable>): Promise<void>;
  note(line: string): Promise<void>;
}

export interface Listing {
  readonly intent: ListIntent;
  readonly format: ListFormat;
  readonly headers: boolean;
  readonly order: Compare | undefined;
}

export interface Listed {
  readonly standings: ReadonlySet<StandingWord>;
  /** Only one namespace could be listed, where all were asked for. */
  readonly narrowed: boolean;
}

/** Nothing is printed before all of it is there: half a list is no answer. */
export async function list(
  evidence: Evidence,
  { intent, format, headers, order }: Listing,
  output: Output,
): Promise<Listed> {
  const wanted = filterOf(intent);
  const withVersion = versionOnce(evidence);
  let all = nothingYet(printerFor(intent, format, { headers }));
  for await (const page of pages(evidence, intent, format)) {
    const { items, clock, restarted = false, narrowed } = page;
    if (restarted) all = nothingYet(printerFor(intent, format, { headers }));
    all.first ??= clock;
    all.narrowed ??= narrowed;
    for (const item of items) {
      let verdict = judge(item.lease, clock);
      if (verdict.standing.hangsOnVersion) verdict = judge(item.lease, await withVersion(clock));
      if (!wanted(verdict)) continue;
      all.standings.add(verdict.standing.word);
      if (order === undefined) all.printer.add({ ...item, verdict, clock });
      else all.unsorted.push({ ...item, verdict, clock });
    }
  }
  for (const row of order ? all.unsorted.sort(order) : []) all.printer.add(row);
  await output.printAll(all.printer.text(all.first, all.narrowed));
  if (all.printer.isEmpty && all.narrowed === undefined && !showsObjects(format))
    await output.note(nothingFound(intent));
  const measured = all.first && clockInWords(all.first);
  if (measured !== undefined) await output.note(measured);
  if (all.narrowed === undefined) await noteWhatIsLeftOut(intent, output);
  return { standings: all.standings, narrowed: all.narrowed !== undefined };
}

interface Gathered {
  readonly printer: LeasePrinter;
  readonly standings: Set<StandingWord>;
  readonly unsorted: PrintedRow[];
  first: Clock | undefined;
  narrowed: string | undefined;
}

function nothingYet(printer: LeasePrinter): Gathered {
  return { printer, standings: new Set(), unsorted: [], first: undefined, narrowed: undefined };
}

export function printerFor(
  intent: ListIntent,
  format: ListFormat,
  options: { headers: boolean; times?: boolean },
): LeasePrinter {
  const namespaces =
    intent.namespace === undefined || intent.namespace !== queryOf(intent).namespace;
  return leasePrinter(format, { namespaces, times: false, ...options });
}

export async function noteWhatIsLeftOut(intent: ListIntent, output: Output): Promise<void> {
  const { exceptNamespace } = queryOf(intent);
  if (exceptNamespace === undefined) return;
  await output.note(`namespace ${exceptNamespace} is not listed: -A --kind all`);
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
