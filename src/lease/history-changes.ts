// What one write changed in a Lease: taken, taken back, released, edited.
import type { LeaseFields } from './audit-trail.ts';
import { isKubectl, type AuditWrite } from './audit-writes.ts';
import { fenceId } from './fence.ts';
import { grantOf, told, type AuditContext, type Known } from './history-known.ts';
import type { HistoryDetail, HistoryRow } from './history-row.ts';
import { SECOND } from './time.ts';

export function changesOf(
  write: AuditWrite,
  fields: LeaseFields,
  known: Known,
  context: AuditContext,
): HistoryRow[] {
  const before = known.fields;
  if (before.uid !== undefined && fields.uid !== undefined && before.uid !== fields.uid) {
    return recreation(write, fields, known);
  }
  if (before.holder === fields.holder) return withinGrant(write, fields, known, context);
  if (fields.holder === '') return [release(write, before, context)];
  return [taking(write, fields, known, context)];
}

/** The deletion was not seen: it was between the two writes. */
function recreation(write: AuditWrite, fields: LeaseFields, known: Known): HistoryRow[] {
  const { holder } = fields;
  const row = told(write, 'recreated', holder || undefined, {});
  const acquired = told(write, 'acquired', holder, { first: true, ...grantOf(fields) });
  return [{ ...row, from: known.write.at }, ...(holder ? [acquired] : [])];
}

function release(write: AuditWrite, { holder }: LeaseFields, context: AuditContext): HistoryRow {
  const byHolder = context.isHolder(holder, write.request.by);
  return told(write, 'released', holder, byHolder ? { byHolder } : {});
}

/** The holder stays: a renewal tells nothing. */
function withinGrant(
  write: AuditWrite,
  fields: LeaseFields,
  { fields: before, renewed, write: last }: Known,
  { isHolder }: AuditContext,
): HistoryRow[] {
  const { by } = write.request;
  const { holder, preferredHolder } = fields;
  if (preferredHolder !== undefined && preferredHolder !== before.preferredHolder) {
    return [told(write, 'preferred', holder, { preferred: preferredHolder })];
  }
  // Somebody cleared it and it was taken back, and neither was logged.
  if (holder !== '' && (fields.transitions ?? 0) > (before.transitions ?? 0)) {
    const row = told(write, 'acquired', holder, { tookBack: true, ...grantOf(fields) });
    return [{ ...row, from: last.at, confidence: 'likely' }];
  }
  if (holder !== '' && isHolder(holder, by)) return [];
  const old = renewed?.request.by;
  if (holder !== '' && old?.podUid !== undefined && isReplacement(old, by)) {
    return [told(write, 'restarted', holder, { previous: holder, ...grantOf(fields) })];
  }
  // The control plane's own writes on a coordinated Lease.
  if (fields.strategy !== undefined && !isKubectl(by)) return [];
  return [told(write, 'edited', holder || undefined, { changed: changedFields(before, fields) })];
}

/** A new Pod that bears the old identity, as those of a StatefulSet do. */
function isReplacement(old: AuditWrite['request']['by'], by: AuditWrite['request']['by']): boolean {
  return (
    by.podUid !== undefined &&
    by.podUid !== old.podUid &&
    by.user === old.user &&
    by.agent === old.agent
  );
}

const SPEC_FIELDS: readonly (readonly [keyof LeaseFields, string])[] = [
  ['holder', 'holderIdentity'],
  ['durationSeconds', 'leaseDurationSeconds'],
  ['acquireTime', 'acquireTime'],
  ['transitions', 'leaseTransitions'],
  ['strategy', 'strategy'],
  ['preferredHolder', 'preferredHolder'],
];

function changedFields(before: LeaseFields, after: LeaseFields): string[] {
  return SPEC_FIELDS.filter(([key]) => before[key] !== after[key]).map(([, name]) => name);
}

function taking(
  write: AuditWrite,
  fields: LeaseFields,
  known: Known,
  context: AuditContext,
): HistoryRow {
  const { holder } = fields;
  const { fields: before, former } = known;
  const previous = before.holder || former?.fields.holder;
  const base: HistoryDetail = {
    ...(previous === undefined ? {} : { previous }),
    ...grantOf(fields),
  };
  if (fenceId({ holderIdentity: holder }) !== undefined) return told(write, 'forced', holder, base);
  const elected = fields.strategy !== undefined;
  if (!elected && !context.isHolder(holder, write.request.by)) {
    return told(write, 'edited', holder, { ...base, changed: changedFields(before, fields) });
  }
  const isRestart =
    previous !== undefined &&
    previous !== holder &&
    context.nameOf(previous) === context.nameOf(holder);
  if (before.holder === '') {
    const detail = { ...base, ...vacancyOf(write, fields, known) };
    return told(write, isRestart ? 'restarted' : 'acquired', holder, detail);
  }
  if (elected && before.preferredHolder !== undefined) {
    return told(write, 'handed-over', holder, base);
  }
  if (isRestart) return told(write, 'restarted', holder, base);
  return told(write, 'taken-over', holder, { ...base, ...earlinessOf(write, known) });
}

/** Nobody held it: since when, and whether the same one took it back. */
function vacancyOf(write: AuditWrite, fields: LeaseFields, { former }: Known): HistoryDetail {
  if (former === undefined) return fields.transitions === 0 ? { first: true } : {};
  const vacantFor = (write.at - former.end.at) / SECOND;
  if (former.fields.holder !== fields.holder || former.byHolder) return { vacantFor };
  // client-go keeps acquireTime where the process that led never noticed that it did not; one that
  // campaigns anew sets it (tools/leaderelection tryAcquireOrRenew).
  const kept = fields.acquireTime !== undefined && fields.acquireTime === former.fields.acquireTime;
  return { vacantFor, tookBack: true, ...(kept ? { neverStopped: true as const } : {}) };
}

/** Electors wait by clocks of their own, for a term that they saw begin: a second is no haste. */
const TOLERATED = SECOND;

function earlinessOf({ at }: AuditWrite, { fields, renewed }: Known): HistoryDetail {
  if (renewed === undefined || fields.durationSeconds === undefined) return {};
  const early = renewed.at + fields.durationSeconds * SECOND - at;
  return early > TOLERATED ? { early: early / SECOND } : {};
}
