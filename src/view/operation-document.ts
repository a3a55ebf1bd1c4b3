// An operation of ours as a document: what the Lease and its Events tell of it.
import { epochDocument, operationDocument } from '../lease/operation-note.ts';
import type { ToldOperation } from '../lease/told-operation.ts';
import { formatMicroTime, type Micros } from '../lease/time.ts';

/** Absent: not told. Moments as text, by the API server's clock; lengths in seconds. */
export function toldDocument(told: ToldOperation): unknown {
  const { id, state, operation, record, note } = told;
  return {
    ...(operation === undefined ? { id } : operationDocument(operation)),
    ...{ state, told: told.told, confidence: 'likely' },
    asked: record?.asked ?? note?.asked,
    endedAt: moment(record?.endedAt),
    outcome: record?.outcome,
    after: record?.after && epochDocument(record.after),
    releasedAt: moment(record?.releasedAt),
    leaderlessSeconds: record?.leaderlessSeconds,
  };
}

function moment(time: Micros | undefined): string | undefined {
  return time === undefined ? undefined : formatMicroTime(time);
}
