// Our -o json|yaml documents: kubectl-lease.github.io/v1alpha1.
import { parseJson } from '../json.ts';
import type { Change } from '../lease/changes.ts';
import type { Clock } from '../lease/clock.ts';
import type { Controller } from '../lease/controller.ts';
import type { Seen } from '../lease/evidence.ts';
import type { OwnerReference, RawObject } from '../lease/lease.ts';
import { formatMicroTime } from '../lease/time.ts';
import type { Verdict } from '../lease/verdict.ts';
import type { WhoHolds } from '../lease/who.ts';
import { formatYaml } from '../yaml.ts';
import { escapeQuoted, isHostile, type Printable } from './escape.ts';

export const API_VERSION = 'kubectl-lease.github.io/v1alpha1';

export type DocumentFormat = 'json' | 'yaml';

/**
 * The same value in both; characters that could harm a terminal are written as escapes. For half of a
 * surrogate pair YAML has none: there it is what Go reads in its place.
 */
export function formatDocument(value: unknown, format: DocumentFormat): Printable {
  const plain = JSON.stringify(value, undefined, 4);
  if (format === 'json') return escapeQuoted(`${plain}\n`, format);
  return escapeQuoted(formatYaml(parseJson(plain), isHostile), format);
}

export interface ListDocument {
  add(item: { readonly raw: RawObject; readonly verdict: Verdict }): void;
  readonly isEmpty: boolean;
  /** The whole document, some items at a time: pieces of documents that were escaped already. */
  text(clock: Clock | undefined, unseen?: string): Generator<Printable>;
}

/**
 * An item carries the Lease as the server gave it; the verdict is ours. Items are written out one
 * by one, because 65,000 of them take four times as much memory as objects.
 */
export function leaseListDocument(format: DocumentFormat): ListDocument {
  const items: string[] = [];
  const json = format === 'json';
  return {
    add({ raw, verdict }) {
      const item = { lease: raw, verdict: verdictDocument(verdict) };
      const text = formatDocument(json ? item : [item], format);
      items.push(json ? text.trimEnd().replaceAll(/^/gm, ' '.repeat(8)) : text);
    },
    get isEmpty() {
      return items.length === 0;
    },
    *text(clock, unseen): Generator<Printable> {
      const asOf = clock && moment(clock);
      const measured = clock && clockDocument(clock);
      const otherNamespaces = unseen === undefined ? undefined : { seen: false, why: unseen };
      const frame = formatDocument(
        {
          ...{ apiVersion: API_VERSION, kind: 'LeaseList', asOf, clock: measured },
          ...{ otherNamespaces, items: [] },
        },
        format,
      );
      if (items.length === 0) {
        yield frame;
        return;
      }
      const head = frame.slice(0, frame.lastIndexOf('[]'));
      yield (json ? `${head}[\n` : `${head.trimEnd()}\n`) as Printable;
      for (const [at, item] of items.entries()) {
        yield (json && at > 0 ? `,\n${item}` : item) as Printable;
      }
      if (json) yield '\n    ]\n}\n' as Printable;
    },
  };
}

/** One line: what a watch prints for a Lease as it was listed, and for each change. */
export function leaseChangeLine({ raw, verdict, clock, deleted }: Change): Printable {
  const document = {
    apiVersion: API_VERSION,
    kind: 'LeaseChange',
    asOf: moment(clock),
    clock: clockDocument(clock),
    deleted,
    lease: raw,
    verdict: verdictDocument(verdict),
  };
  return escapeQuoted(`${JSON.stringify(document)}\n`, 'json');
}

export function moment({ now, source }: Clock): unknown {
  return { time: formatMicroTime(now), clock: source };
}

/** What was measured of that clock; undefined for an archive that holds no measurement. */
export function clockDocument({ source, measured }: Clock): unknown {
  if (measured === undefined) return undefined;
  if (!measured.seen) return { source, offsetSeconds: null, answers: 0, notChecked: measured.why };
  const { offset, answers, doubt } = measured.value;
  return { source, offsetSeconds: offset ?? null, answers, contradiction: doubt };
}

export function verdictDocument({ kind, classification, standing, holder }: Verdict): unknown {
  return {
    kind,
    kindConfidence: classification.confidence,
    kindWhy: classification.why,
    program: classification.program,
    holderReadBy: classification.readBy,
    standing: standing.word,
    standingWhy: standing.why,
    renewedSecondsAgo: standing.renewedAgo,
    expiresInSeconds: standing.expiresIn,
    judgedBy: standing.basis,
    holderSkewSeconds: standing.holderSkew,
    holder: {
      identity: holder.identity ?? null,
      format: holder.format,
      name: holder.name,
      resolvesTo: holder.resolvesTo ?? null,
      confidence: holder.confidence,
      why: holder.why,
    },
  };
}

/** `{seen: false, why}` wherever it would have stood; null where it was looked for and is not there. */
export function seenDocument<T>(
  found: Seen<T | undefined>,
  document: (value: T) => unknown,
): unknown {
  if (!found.seen) return { seen: false, why: found.why };
  return found.value === undefined ? null : document(found.value);
}

/** The Pod's own controller alone, and why, where what is above that could not be seen. */
export function controllerDocument(found: WhoHolds['workload']): unknown {
  if (found === undefined) return undefined;
  const partly = found.seen ? found.partly : undefined;
  return seenDocument(found, ({ madeBy, ...own }: Controller) => ({
    ...(workloadDocument(own) as object),
    madeBy: madeBy && workloadDocument(madeBy),
    partly,
  }));
}

export function workloadDocument({ apiVersion, kind, name, uid }: OwnerReference): unknown {
  return { apiVersion, kind, name, uid };
}
