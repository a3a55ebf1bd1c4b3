// What `who-holds --pod|--node|--zone|--serviceaccount|--workload` does: all that X holds.
import { failure, type ExitCode } from '../errors.ts';
import type { Evidence } from '../lease/evidence.ts';
import { isDrained, type Target } from '../lease/holding-target.ts';
import { holdingsOf, type Holdings } from '../lease/holdings.ts';
import { formatDocument } from '../view/document.ts';
import type { Printable } from '../view/escape.ts';
import { leaseHoldingsDocument } from '../view/holdings-document.ts';
import { holdingsNotes, noHoldings, targetInWords } from '../view/holdings-sentence.ts';
import { holdingsTable } from '../view/holdings-table.ts';
import { resourceName, showsObjects, type LIST_FORMATS } from '../view/lease-printer.ts';
import type { Output } from './ls-list.ts';

export interface Asking {
  readonly target: Target;
  readonly format: (typeof LIST_FORMATS)[number];
  readonly headers: boolean;
}

const EXIT: Readonly<Record<Holdings['answer'], ExitCode>> = {
  something: 0,
  nothing: 2,
  unknown: 6,
};

export async function tellHoldings(
  evidence: Evidence,
  asking: Asking,
  output: Output,
): Promise<ExitCode> {
  const { format } = asking;
  const target = withNamespace(asking.target, evidence);
  const holdings = await holdingsOf(target, evidence, { objects: showsObjects(format) });
  refuseWhatIsNotMeant(holdings);
  await output.printAll(printed(holdings, asking));
  if (!showsObjects(format)) for (const note of holdingsNotes(holdings)) await output.note(note);
  return EXIT[holdings.answer];
}

function withNamespace(target: Target, { defaultNamespace }: Evidence): Target {
  if (isDrained(target)) return target;
  return { ...target, namespace: target.namespace ?? defaultNamespace };
}

/** A name that is mistyped must not seem to hold nothing. */
function refuseWhatIsNotMeant({ target, exists, items, namespaces }: Holdings): void {
  if (exists.seen && !exists.value && items.length === 0) {
    const what = targetInWords(target);
    throw failure(
      target.kind === 'Zone'
        ? `no Node is labelled topology.kubernetes.io/zone=${target.name}`
        : `there is no ${what}`,
      { notFound: true },
    );
  }
  if (!isDrained(target) && target.namespace === undefined && namespaces.length > 1) {
    throw failure(`${targetInWords(target)} is in ${namespaces.join(' and ')}: -n says which`);
  }
}

function printed(holdings: Holdings, { format, headers }: Asking): Iterable<Printable> {
  const { items } = holdings;
  switch (format) {
    case 'json':
    case 'yaml':
      return [formatDocument(leaseHoldingsDocument(holdings), format)];
    case 'name':
      return items.map(({ lease }) => resourceName(lease));
    case 'table':
    case 'wide':
      if (items.length === 0) return [noHoldings(holdings)];
      return holdingsTable(holdings, { wide: format === 'wide', headers });
  }
}
