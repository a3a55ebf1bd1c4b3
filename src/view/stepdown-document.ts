// A step-down as a document: its plan, what became of it, what was recorded.
import type { LeaseRef, RawObject } from '../lease/lease.ts';
import { epochDocument, operationDocument } from '../lease/operation-note.ts';
import type { Outcome } from '../lease/operation-record.ts';
import type { Adopted, Change, Plan, PlannedPod, Refusal } from '../lease/stepdown.ts';
import { formatMicroTime } from '../lease/time.ts';
import type { Result } from '../operation/operation.ts';
import type { Patch } from '../operation/json-patch.ts';
import type { Recorded } from '../operation/recording.ts';
import type { Right } from '../operation/writing.ts';
import { API_VERSION, seenDocument } from './document.ts';
import type { Where } from './plan-page.ts';

export interface StepDown {
  readonly operationId: string;
  /** Undefined where it was refused. */
  readonly confirm: string | undefined;
  readonly where: Where;
  readonly reason: string;
  readonly ticket: string | undefined;
  readonly plan: Plan;
  readonly rights: readonly Right[];
  /** The first write, as it would be sent at this moment. */
  readonly firstWrite: Patch | undefined;
  /** Undefined for a dry run. */
  readonly outcome: OutcomeTold | undefined;
  readonly recorded: Recorded | undefined;
}

export interface OutcomeTold {
  readonly word: Outcome;
  readonly sentence: string;
  readonly next: string | undefined;
  /** Undefined where nothing was begun. */
  readonly result: Result | undefined;
}

export function stepDownDocument(stepDown: StepDown): RawObject {
  const { operationId, confirm, where, reason, ticket, plan, outcome, recorded } = stepDown;
  return {
    apiVersion: API_VERSION,
    kind: 'StepDown',
    operationId,
    confirm,
    ...where,
    lease: plan.ref,
    ...{ reason, ticket },
    plan: plan.action === 'refuse' ? refusalDocument(plan) : planDocument(plan, stepDown),
    outcome: outcome && outcomeDocument(plan, outcome),
    recorded: recordedDocument(recorded),
  };
}

function refusalDocument({ action, why, next, busy }: Refusal): RawObject {
  return { action, why, next, operation: busy && operationDocument(busy) };
}

function planDocument(plan: Change, { rights, firstWrite }: StepDown): RawObject {
  const { action, speed, epoch, elector, pod, podWhy, adopts, asked, alsoHolds } = plan;
  return {
    ...{ action, speed, epoch: epochDocument(epoch) },
    elector: elector && {
      row: elector.elector.row,
      library: elector.elector.library,
      ...{ confidence: elector.confidence, why: elector.why },
    },
    pod: pod ? podDocument(pod) : podWhy === undefined ? null : { seen: false, why: podWhy },
    processHasEnded: plan.former.ended,
    adopts: adopts && adoptedDocument(adopts),
    asked,
    termSeconds: plan.term,
    intervalSeconds: plan.interval,
    fenceSeconds: plan.fenceSeconds,
    renewEverySeconds: plan.renewEvery,
    stopsSeconds: plan.stops,
    boundSeconds: plan.bound ?? null,
    evictAfterSeconds: plan.evictAfter,
    watchSeconds: plan.watchFor || undefined,
    watchedSeconds: plan.watchFor ? plan.watched : undefined,
    seconds: { unled: plan.unled, leaderIn: plan.leaderIn, ifToolDies: plan.ifToolDies },
    alsoHolds: alsoHolds && seenDocument(alsoHolds, (refs: readonly LeaseRef[]) => refs),
    notPromised: plan.notPromised,
    rights,
    firstWrite: firstWrite && (firstWrite.type === 'json' ? firstWrite.ops : firstWrite.body),
  };
}

/** Of the note of a fence, if it has one: a claim by whoever may write the Lease. */
function adoptedDocument({ id, note, manager }: Adopted): RawObject {
  return note === undefined ? { id, manager } : { ...operationDocument(note), manager };
}

function podDocument({ ref, uid, node, containers, evictable, grace }: PlannedPod): RawObject {
  return { ...ref, uid, node: node ?? null, containers, evictable, graceSeconds: grace };
}

function outcomeDocument(plan: Plan, { word, sentence, next, result }: OutcomeTold): RawObject {
  const time = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : formatMicroTime(at);
  return {
    ...{ word, sentence, next },
    why: result?.why,
    wrote: result?.wrote ?? false,
    at: time(result?.at),
    releasedAt: time(result?.releasedAt),
    previous: plan.action === 'refuse' ? undefined : epochDocument(plan.epoch),
    leader: result?.after && epochDocument(result.after),
    asked: plan.action === 'hand-over' ? plan.asked : undefined,
    chosen: plan.action === 'hand-over' ? result?.after?.holder : undefined,
    stoppedBy: result?.stoppedBy,
    notEvicted: result?.notEvicted,
    leaderInSeconds: result?.leaderIn,
    unledSeconds: result?.unled,
  };
}

function recordedDocument(recorded: Recorded | undefined): RawObject {
  if (recorded === undefined) return { event: false, lease: false };
  const { event, lease } = recorded;
  return {
    event: event?.kept === true,
    eventWhy: event?.kept === false ? event.why : undefined,
    lease: lease.kept,
    leaseWhy: lease.kept ? undefined : lease.why,
  };
}
