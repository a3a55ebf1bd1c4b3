// The Event that records an operation on its Lease: an events.k8s.io/v1 object, ready to be created.
import { cutToBytes } from './cut.ts';
import type { Epoch } from './epoch.ts';
import { fenceHolder, GROUP } from './fence.ts';
import type { LeaseRef, RawObject } from './lease.ts';
import { epochDocument } from './operation-note.ts';
import type { OperationRecord, Outcome } from './operation-record.ts';
import { operationSentence } from './operation-sentence.ts';
import { formatMicroTime } from './time.ts';

/** Limits of the API server, in bytes: apimachinery pkg/util/validation, pkg/apis/core/validation/events.go. */
const LONGEST_NAME = 253;
const LONGEST_NOTE = 1024;
/** As long as the Lease's own record keeps it; all annotations together may have 256 KiB. */
const LONGEST_TEXT = 1024;

export const REPORTING_CONTROLLER = `${GROUP}/force-release`;

const REASONS: Readonly<Record<Outcome, string>> = {
  led: 'ForceReleased',
  restarted: 'ForceReleaseRestarted',
  unled: 'ForceReleaseUnled',
  returned: 'ForceReleaseReturned',
  overtaken: 'ForceReleaseOvertaken',
  changed: 'ForceReleaseChanged',
  refused: 'ForceReleaseRefused',
  denied: 'ForceReleaseDenied',
  declined: 'ForceReleaseDeclined',
  unknown: 'ForceReleaseUnknown',
};

const ACTIONS = { release: 'Release', 'step-down': 'StepDown', 'hand-over': 'HandOver' } as const;

/**
 * Its name is fixed, so that a second creation is answered by 409 AlreadyExists: it is recorded then.
 * `uid`: of the Lease, by which `kubectl describe` finds it. What an operator or a Lease may have made
 * too long is cut.
 */
export function operationEvent(
  lease: LeaseRef & { readonly uid: string | undefined },
  record: OperationRecord,
): RawObject {
  const { id, outcome, plan, endedAt } = record;
  const { namespace, name, uid } = lease;
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { namespace, name: eventName(name, id), annotations: annotationsOf(record) },
    eventTime: formatMicroTime(endedAt),
    type: outcome === 'led' || outcome === 'restarted' ? 'Normal' : 'Warning',
    reason: REASONS[outcome],
    action: ACTIONS[plan],
    note: cutToBytes(operationSentence(record), LONGEST_NOTE),
    reportingController: REPORTING_CONTROLLER,
    reportingInstance: fenceHolder(id),
    regarding: { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name, uid },
  };
}

/** A DNS-1123 subdomain: what is left of a name that is cut ends in a letter or a digit. */
export function eventName(lease: string, id: string): string {
  const kept = lease.slice(0, LONGEST_NAME - id.length - 1).replace(/[^a-z0-9]+$/, '');
  return `${kept}.${id}`;
}

/** What the Event keeps of the record; event-operation.ts reads it back. */
function annotationsOf(record: OperationRecord): Readonly<Record<string, string>> {
  const { at, before, after, releasedAt, leaderlessSeconds: leaderless } = record;
  const values: Readonly<Record<string, string | undefined>> = {
    'operation-id': record.id,
    operator: record.operator,
    reason: record.reason,
    ticket: record.ticket,
    plan: record.plan,
    speed: record.speed,
    at: formatMicroTime(at),
    before: epochText(before),
    after: after && epochText(after),
    asked: record.asked,
    'released-at': releasedAt === undefined ? undefined : formatMicroTime(releasedAt),
    'leaderless-seconds': leaderless === undefined ? undefined : String(leaderless),
    outcome: record.outcome,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[annotation(key), cutUnlessJson(key, value)]],
    ),
  );
}

/** The key of an annotation of ours. */
export function annotation(key: string): string {
  return `${GROUP}/${key}`;
}

function cutUnlessJson(key: string, value: string): string {
  return key === 'before' || key === 'after' ? value : cutToBytes(value, LONGEST_TEXT);
}

function epochText(epoch: Epoch): string {
  return JSON.stringify(
    epochDocument({ ...epoch, holder: cutToBytes(epoch.holder, LONGEST_TEXT) }),
  );
}
