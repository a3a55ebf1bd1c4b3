// A holder that was silent before a write: late, expired, or late and renewed after all.
import type { LeaseFields } from './audit-trail.ts';
import { covers, type AuditWrite } from './audit-writes.ts';
import type { AuditContext, Known } from './history-known.ts';
import type { HistoryRow } from './history-row.ts';
import { SECOND, type Micros } from './time.ts';

export interface Silence {
  readonly holder: string | undefined;
  /** Who renewed it, where the holder is not known. */
  readonly by?: HistoryRow['by'];
  /** The last renewal lies between these. */
  readonly from: Micros;
  readonly to: Micros;
  /** Seconds. */
  readonly term: number;
  readonly silentFor: number;
  readonly source: HistoryRow['source'];
  readonly confidence: HistoryRow['confidence'];
}

/** Of a silence of more than half the term, as a standing of `late` is judged. */
export function silenceRows(silence: Silence): HistoryRow[] {
  const { holder, by, from, to, term, silentFor, source, confidence } = silence;
  const common = { clock: 'server', holder, by, source, confidence } as const;
  const [free, surelyFree] = [from + term * SECOND, to + term * SECOND];
  const late: HistoryRow = {
    ...{ ...common, event: 'late', from, to },
    detail: { silentFor, term, freeFrom: free },
  };
  if (silentFor <= term) return [late];
  return [
    late,
    { ...common, event: 'expired', from: free, to: surelyFree, detail: { term, silentFor } },
  ];
}

/** Only where the log proves that nothing was written in between, or at least covers that time. */
export function silencesBefore(
  write: AuditWrite,
  fields: LeaseFields,
  known: Known,
  { spans, isHolder }: AuditContext,
): HistoryRow[] {
  const { holder, durationSeconds: term } = known.fields;
  const { renewed } = known;
  if (holder === '' || term === undefined || renewed === undefined) return [];
  const silentFor = (write.at - renewed.at) / SECOND;
  const renews = fields.holder === holder && isHolder(holder, write.request.by);
  // What somebody else writes besides does not end a silence.
  if (fields.holder === holder && !renews) return [];
  if (silentFor <= term / 2 || !covers(spans, renewed.at, write.at)) return [];
  // Conditional on the very version that the renewal made.
  const unbroken = known.write === renewed && write.on === renewed.made;
  const confidence = unbroken ? 'certain' : 'likely';
  const silence: Silence = {
    ...{ holder, from: renewed.at, to: renewed.at, term, silentFor },
    ...{ source: ['audit'], confidence },
  };
  if (!renews) return silenceRows(silence);
  const row: HistoryRow = {
    ...{ event: 'renewed-late', from: write.at, to: write.at, clock: 'server', holder },
    ...{ by: write.request.by, source: ['audit'], confidence, detail: { silentFor, term } },
  };
  return silentFor <= term ? [row] : [...silenceRows(silence), row];
}
