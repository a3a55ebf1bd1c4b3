// A fence that is taken over, on the page of its plan; not escaped.
import { OUR_MANAGER } from '../lease/fence.ts';
import type { Situation } from '../lease/situation.ts';
import type { Adopted, Change } from '../lease/stepdown.ts';

/** Its note is a claim by whoever may write the Lease. */
export function fenceInWords(fence: Adopted, { pod }: Change, found: Situation['pod']): string[] {
  const { id, note, renewedAt, manager } = fence;
  const by =
    note === undefined ? 'which says nothing of itself' : `recorded as by ${note.operator}`;
  const renewed = renewedAt === undefined ? 'somebody may renew it' : 'nobody renews it';
  const isOurs = manager === undefined || manager === OUR_MANAGER;
  return [
    `the fence of operation ${id}, ${by}; ${renewed}`,
    ...(isOurs ? [] : [`not kubectl lease but ${manager} wrote the fence`]),
    formerInWords(fence, pod, found),
  ];
}

function formerInWords({ note }: Adopted, pod: Change['pod'], found: Situation['pod']): string {
  const holder = note?.before.holder ?? '';
  if (holder === '') return 'who led before the fence is not recorded';
  const node = pod?.node === undefined ? '' : ` on ${pod.node}`;
  const doubt = found.seen ? 'its Pod is gone' : `no Pod is certain: ${found.why}`;
  const where = pod === undefined ? doubt : `Pod ${pod.ref.namespace}/${pod.ref.name}${node}`;
  return `recorded as led before the fence by ${holder}: ${where}`;
}

export function writtenBefore({ bound }: Change): string {
  return bound === undefined
    ? 'a library that was not measured, as its note says: only the end of its process counts'
    : `not known; the Lease is released after ${Math.ceil(bound)}s, when the fence would have expired by itself, or once the Pod is seen to end`;
}
