// What an operation that did not come to its end leaves behind, in words; not escaped.
import { fenceHolder } from '../lease/fence.ts';
import type { Change } from '../lease/stepdown.ts';
import { SECOND } from '../lease/time.ts';
import type { Result } from '../operation/operation.ts';
import { momentInWords } from './times.ts';

/** Who holds the Lease until when, and what the old leader may do meanwhile. */
export function whatIsLeft(plan: Change, id: string, result: Result): string {
  const { wrote, fencedUntil, releasedAt, why = 'no answer came' } = result;
  const lease = `${plan.ref.namespace}/${plan.ref.name}`;
  if (fencedUntil !== undefined) {
    const known = wrote
      ? `What became of the operation is not known: ${why}. The`
      : `Whether the Lease was written is not known: ${why}. If it was, the`;
    const until = momentInWords(fencedUntil, fencedUntil);
    return `${known} fence ${fenceHolder(id)} holds ${lease}, and expires by itself by ${until} by the API server's clock; nobody can lead before that. ${oldLeader(plan, result)}`;
  }
  if (releasedAt !== undefined) {
    const at = momentInWords(releasedAt, releasedAt);
    return `${lease} was released at ${at} by the API server's clock, and who leads now is not known: ${why}.`;
  }
  if (!wrote) return `Whether the Lease was written is not known: ${why}.`;
  return `The Lease was written, and what became of it is not known: ${why}.`;
}

function oldLeader({ adopts, epoch, bound }: Change, { at: since, stoppedBy }: Result): string {
  if (stoppedBy !== undefined) return 'The old leader has stopped.';
  const { holder } = adopts?.note?.before ?? epoch;
  if (bound === undefined || since === undefined)
    return `${holder} may act until its process ends.`;
  const by = since + bound * SECOND;
  return `${holder} may act until ${momentInWords(by, by)}.`;
}
