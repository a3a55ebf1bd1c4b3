// Our -o json|yaml documents: kubectl-lease.github.io/v1alpha1.
import type { Clock } from '../lease/clock.ts';
import type { Pod, Seen } from '../lease/evidence.ts';
import type { OwnerReference } from '../lease/lease.ts';
import { formatMicroTime } from '../lease/time.ts';
import type { Verdict } from '../lease/verdict.ts';
import type { WhoHolds } from '../lease/who.ts';
import { formatYaml } from '../yaml.ts';
import { escapeQuoted, isHostile } from './escape.ts';
import type { LeaseRow } from './lease-table.ts';

const API_VERSION = 'kubectl-lease.github.io/v1alpha1';

export type DocumentFormat = 'json' | 'yaml';

/** The same value in both; characters that could harm a terminal are written as escapes. */
export function formatDocument(value: unknown, format: DocumentFormat): string {
  const plain = JSON.stringify(value, undefined, 4);
  if (format === 'json') return `${escapeQuoted(plain)}\n`;
  return escapeQuoted(formatYaml(JSON.parse(plain), isHostile));
}

/** An item carries the Lease as the server gave it; the verdict is ours. */
export function leaseListDocument(rows: readonly LeaseRow[], clock: Clock | undefined): unknown {
  return {
    apiVersion: API_VERSION,
    kind: 'LeaseList',
    asOf: clock && moment(clock),
    items: rows.map((row) => ({ lease: row.raw, verdict: verdictDocument(row.verdict) })),
  };
}

export function leaseHolderDocument(who: WhoHolds): unknown {
  return {
    apiVersion: API_VERSION,
    kind: 'LeaseHolder',
    asOf: moment(who.clock),
    answer: who.answer,
    heldForSeconds: who.heldFor,
    lease: who.raw,
    verdict: verdictDocument(who.verdict),
    pod: who.pod && seenDocument(who.pod, podDocument),
    workload: who.workload && seenDocument(who.workload, workloadDocument),
  };
}

function moment({ now, source }: Clock): unknown {
  return { time: formatMicroTime(now), clock: source };
}

function verdictDocument({ kind, standing, holder }: Verdict): unknown {
  return {
    kind,
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
function seenDocument<T>(found: Seen<T | undefined>, document: (value: T) => unknown): unknown {
  if (!found.seen) return { seen: false, why: found.why };
  return found.value === undefined ? null : document(found.value);
}

function podDocument({ ref, uid, nodeName, phase, deleting }: Pod): unknown {
  return { ...ref, uid, node: nodeName ?? null, phase: phase ?? null, deleting };
}

function workloadDocument({ apiVersion, kind, name, uid }: OwnerReference): unknown {
  return { apiVersion, kind, name, uid };
}
