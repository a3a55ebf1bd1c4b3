// The first write of a plan, and the note that it carries.
import type { LeaseItem } from '../lease/evidence.ts';
import type { OperationNote } from '../lease/operation-note.ts';
import type { Change } from '../lease/stepdown.ts';
import type { Micros } from '../lease/time.ts';
import type { Request } from './operation.ts';
import type { Patch } from './json-patch.ts';
import { fencePatch, preferPatch, releasePatch } from './patches.ts';

/** For the Lease as it is; `at`: the API server's clock. */
export function firstPatch(plan: Change, request: Request, item: LeaseItem, at: Micros): Patch {
  const note = noteOf(plan, request, at);
  switch (plan.action) {
    case 'hand-over':
      return preferPatch(item.raw, note, plan.asked ?? '');
    case 'release': {
      const byAbsence = plan.elector?.elector.freedByAbsence === true && plan.former.ended;
      return releasePatch(item.raw, note, at, byAbsence);
    }
    case 'step-down':
      return fencePatch(item.raw, note, plan.fenceSeconds, at);
  }
}

function formerOf({ former: { skew, survives, renewedAt } }: Change): OperationNote['former'] {
  return { skew, survives, renewedAt };
}

/** The note that a first write at this moment carries. */
export function noteOf(plan: Change, request: Request, at: Micros): OperationNote {
  const { adopts, pod } = plan;
  return {
    ...{ id: request.id, operator: request.operator, reason: request.reason },
    ...{ ticket: request.ticket, plan: plan.action, speed: plan.speed },
    at,
    // Whoever takes this fence over looks for the same holder.
    before: adopts?.note?.before ?? plan.epoch,
    pod: pod && { ref: pod.ref, uid: pod.uid, containers: pod.containers },
    former: formerOf(plan),
    ...{ term: plan.term || undefined, interval: plan.interval },
    elector: plan.elector?.elector.row ?? 'unmeasured',
    bound: plan.bound ?? Infinity,
    ...{ renewEvery: plan.renewEvery || 1, adopted: adopts?.id, asked: plan.asked },
  };
}
