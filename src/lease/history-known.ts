// What an audit log has told of a Lease so far, and the row that one write proves.
import type { LeaseFields, Requester, Span } from './audit-trail.ts';
import type { AuditWrite } from './audit-writes.ts';
import type { Epoch } from './epoch.ts';
import type { NameOf } from './history-names.ts';
import type { HistoryDetail, HistoryRow } from './history-row.ts';

/** The Lease between two writes. */
export interface Known {
  readonly fields: LeaseFields;
  readonly write: AuditWrite;
  /** The last write of who holds it; undefined where nobody does. */
  readonly renewed: AuditWrite | undefined;
  /** Who held it before nobody did. */
  readonly former: FormerGrant | undefined;
}

export interface FormerGrant {
  readonly fields: LeaseFields;
  /** The write that ended it. */
  readonly end: AuditWrite;
  readonly byHolder: boolean;
}

export interface AuditContext {
  readonly nameOf: NameOf;
  readonly spans: readonly Span[];
  /** Whether this is the program that holds the Lease under that identity. */
  readonly isHolder: (identity: string, by: Requester) => boolean;
}

/** What a row says of the grant that it begins. */
export function grantOf(fields: LeaseFields): Pick<HistoryDetail, 'epoch' | 'term'> {
  const { uid, holder, acquireTime, durationSeconds: term } = fields;
  // A coordinated election copies the number on and never raises it (semantics §5).
  const transitions = fields.strategy === undefined ? fields.transitions : undefined;
  const epoch: Epoch = { uid, holder, acquireTime, transitions };
  return term === undefined ? { epoch } : { term, epoch };
}

/** What one write proves; the moment is that of its answer. */
export function told(
  { at, request }: AuditWrite,
  event: HistoryRow['event'],
  holder: string | undefined,
  detail: HistoryRow['detail'],
): HistoryRow {
  return {
    ...{ event, from: at, to: at, clock: 'server', holder, by: request.by },
    ...{ source: ['audit'], confidence: 'certain', detail },
  };
}
