// Rows that an audit log tells without bodies (level Metadata): who wrote the Lease, not what.
import type { Requester, Span } from './audit-trail.ts';
import { covers, isKubectl, processKey, type AuditWrite } from './audit-writes.ts';
import type { HistoryDetail, HistoryRow } from './history-row.ts';
import { silenceRows, type Silence } from './history-silence.ts';
import { SECOND } from './time.ts';

/**
 * Standbys only read, so who writes is the holder; only that is concluded, and all of it is `likely`.
 * `term`: that of the Lease as it is now, in seconds; undefined: no silence can be judged.
 */
export function writerRows(
  writes: readonly AuditWrite[],
  { term, spans }: { readonly term: number | undefined; readonly spans: readonly Span[] },
): HistoryRow[] {
  const rows: HistoryRow[] = [];
  let last: AuditWrite | undefined;
  let deleted = false;
  for (const [at, write] of writes.entries()) {
    const { verb, by, code } = write.request;
    if (verb === 'delete' || verb === 'deletecollection') {
      rows.push({
        ...told(write, 'deleted', {}),
        confidence: verb === 'delete' ? 'certain' : 'likely',
      });
      [last, deleted] = [undefined, true];
      continue;
    }
    if (verb === 'create' || code === 201) {
      if (deleted) rows.push(told(write, 'recreated', {}));
      if (!isKubectl(by)) rows.push(told(write, 'acquired', { first: true }));
    } else if (last !== undefined) {
      const [before, same] = [last.request.by, processKey(last.request.by) === processKey(by)];
      if (!same && isVisit(write, writes[at + 1], before)) {
        rows.push(told(write, 'edited', {}));
        continue;
      }
      rows.push(...silences(last, write, same, { term, spans }));
      if (!same) rows.push(told(write, 'writer-changed', { previousWriter: nameOf(before) }));
    }
    last = write;
  }
  return rows;
}

/** Somebody who writes once, and then goes on who wrote before; or a person. */
function isVisit(
  { request }: AuditWrite,
  next: AuditWrite | undefined,
  before: Requester,
): boolean {
  if (isKubectl(request.by)) return true;
  return next !== undefined && processKey(next.request.by) === processKey(before);
}

function silences(
  last: AuditWrite,
  { at, request }: AuditWrite,
  same: boolean,
  { term, spans }: { readonly term: number | undefined; readonly spans: readonly Span[] },
): HistoryRow[] {
  const silentFor = (at - last.at) / SECOND;
  if (term === undefined || silentFor <= term / 2 || !covers(spans, last.at, at)) return [];
  const silence: Silence = {
    ...{ holder: undefined, by: last.request.by, from: last.at, to: last.at, term, silentFor },
    ...{ source: ['audit'], confidence: 'likely' },
  };
  if (!same) return silenceRows(silence);
  const row = told({ at, request, on: NaN, made: NaN }, 'renewed-late', { silentFor, term });
  return silentFor <= term ? [row] : [...silenceRows(silence), row];
}

function told(
  { at, request }: AuditWrite,
  event: HistoryRow['event'],
  detail: HistoryDetail,
): HistoryRow {
  return {
    ...{ event, from: at, to: at, clock: 'server', holder: undefined, by: request.by },
    ...{ source: ['audit'], confidence: 'likely', detail },
  };
}

function nameOf({ pod, user }: Requester): string {
  return pod ?? user;
}
