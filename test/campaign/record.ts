// Where an operation has to be written down: in its Lease, and as an Event.
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { operationsIn } from '../../src/lease/operation-record.ts';
import { get } from '../cluster/request.ts';
import { LEASE, REASON, type Stage } from './stage.ts';

export interface Recorded {
  readonly lease: boolean;
  readonly event: boolean;
}

/** With the operation's own id and reason; a record of another operation is none. */
export async function recordOf(
  { cluster, namespace }: Stage,
  id: string | undefined,
): Promise<Recorded> {
  const lease = await get<RawObject>(
    cluster,
    `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${LEASE}`,
  );
  const events = await get<{ items: { metadata: { name: string }; note?: string }[] }>(
    cluster,
    `/apis/events.k8s.io/v1/namespaces/${namespace}/events`,
  );
  if (id === undefined || lease === undefined) return { lease: false, event: false };
  const { ended } = operationsIn(leaseFrom(lease));
  return {
    lease: ended.some((it) => it.id === id && it.reason === REASON),
    event: (events?.items ?? []).some(({ metadata }) => metadata.name.endsWith(`.${id}`)),
  };
}
