// Rows that an audit log tells where it holds what was written (levels Request and RequestResponse).
import type { LeaseFields, Requester, Span } from './audit-trail.ts';
import { fieldsAfter, isKubectl, isSameClient, type AuditWrite } from './audit-writes.ts';
import { changesOf } from './history-changes.ts';
import { grantOf, told, type AuditContext, type Known } from './history-known.ts';
import type { NameOf } from './history-names.ts';
import type { HistoryRow } from './history-row.ts';
import { silencesBefore } from './history-silence.ts';

export interface AuditHistory {
  readonly rows: readonly HistoryRow[];
  /** As the last write left it; undefined where it was deleted, or none was seen. */
  readonly known: Known | undefined;
}

export function auditHistory(
  writes: readonly AuditWrite[],
  names: { readonly nameOf: NameOf; readonly spans: readonly Span[] },
): AuditHistory {
  const context = { ...names, isHolder: holdersIn(writes) };
  const rows: HistoryRow[] = [];
  let known: Known | undefined;
  let deleted = false;
  for (const write of writes) {
    const { verb, by } = write.request;
    if (verb === 'delete' || verb === 'deletecollection') {
      rows.push(deletion(write, known));
      [known, deleted] = [undefined, true];
      continue;
    }
    const fields = fieldsAfter(write, known?.fields);
    if (fields === undefined) {
      if (known === undefined) continue;
      const own = context.isHolder(known.fields.holder, by);
      if (!own) rows.push(unknownEdit(write, known));
      known = { ...known, write, renewed: own ? write : known.renewed };
    } else if (known === undefined) {
      rows.push(...beginning(write, fields, deleted));
      known = nextOf(write, fields, known, context);
    } else {
      rows.push(...silencesBefore(write, fields, known, context));
      rows.push(...changesOf(write, fields, known, context));
      known = nextOf(write, fields, known, context);
    }
  }
  return { rows, known };
}

/** The program of each identity is the one that wrote it most often, and kubectl only where nothing else did. */
function holdersIn(writes: readonly AuditWrite[]): AuditContext['isHolder'] {
  const counts = new Map<string, Map<Requester, number>>();
  for (const { request } of writes) {
    const { left, asked, by } = request;
    const holder = left?.holder ?? asked?.holder;
    if (!holder) continue;
    const those = counts.get(holder) ?? new Map<Requester, number>();
    counts.set(holder, those);
    those.set(by, (those.get(by) ?? 0) + (isKubectl(by) ? 1 : KUBECTL_COUNTS_LESS));
  }
  const holders = new Map(
    [...counts].map(([holder, those]) => [
      holder,
      [...those].reduce((most, it) => (it[1] > most[1] ? it : most))[0],
    ]),
  );
  return (identity, by) => {
    const program = holders.get(identity);
    return program === undefined ? !isKubectl(by) : isSameClient(program, by);
  };
}

const KUBECTL_COUNTS_LESS = 1e9;

function nextOf(
  write: AuditWrite,
  fields: LeaseFields,
  known: Known | undefined,
  { isHolder }: AuditContext,
): Known {
  const before = known?.fields;
  if (fields.holder === '') {
    const ended = known && before?.holder ? known : undefined;
    const byHolder = isHolder(before?.holder ?? '', write.request.by);
    const former = ended ? { fields: ended.fields, end: write, byHolder } : known?.former;
    return { fields, write, renewed: undefined, former };
  }
  const changed = before?.holder !== fields.holder;
  const renews = changed || isHolder(fields.holder, write.request.by);
  return { fields, write, renewed: renews ? write : known?.renewed, former: undefined };
}

/** The first write in the log: a creation, or what was there before the log began. */
function beginning(write: AuditWrite, fields: LeaseFields, deleted: boolean): HistoryRow[] {
  const { verb, code } = write.request;
  const grant = grantOf(fields);
  if (verb === 'create' || code === 201) {
    const anew = deleted ? [told(write, 'recreated', fields.holder || undefined, {})] : [];
    return fields.holder
      ? [...anew, told(write, 'acquired', fields.holder, { first: true, ...grant })]
      : anew;
  }
  const { holder, acquireTime, transitions } = fields;
  if (holder === '' || acquireTime === undefined) return [];
  const detail = { ...(transitions === 0 ? { first: true as const } : {}), ...grant };
  const row = told(write, 'acquired', holder, detail);
  return [{ ...row, by: undefined, from: acquireTime, to: acquireTime, clock: 'holder' }];
}

function deletion(write: AuditWrite, known: Known | undefined): HistoryRow {
  const row = told(write, 'deleted', known?.fields.holder || undefined, {});
  // A collection may have left it out: its answer would tell.
  return write.request.verb === 'delete' ? row : { ...row, confidence: 'likely' };
}

/** The level of this one write was Metadata. */
function unknownEdit(write: AuditWrite, { fields }: Known): HistoryRow {
  return { ...told(write, 'edited', fields.holder || undefined, {}), confidence: 'likely' };
}
