// Plans and the Leases that they are made for, with clocks a hundred times as fast as usual ones.
import type { Change } from '../../src/lease/stepdown.ts';
import { epochOf } from '../../src/lease/epoch.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { CLIENT_GO } from '../../src/lease/electors.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import type { Request } from '../../src/operation/operation.ts';
import { REF, serverNow } from './store.ts';

export const ID = '3f2a91c4';

export const REQUEST: Request = {
  ...{ id: ID, operator: 'alice', reason: 'it hangs', ticket: 'INC-1', record: true },
};

/** The Lease that `old` leads. */
export function leaseOf(spec: RawObject = {}, metadata: RawObject = {}): RawObject {
  const time = formatMicroTime(serverNow() - 600 * SECOND);
  return {
    metadata: { ...REF, uid: 'uid-1', resourceVersion: '1000', ...metadata },
    spec: {
      ...{ holderIdentity: 'old', leaseDurationSeconds: 15, leaseTransitions: 3 },
      ...{ acquireTime: time, renewTime: time, ...spec },
    },
  };
}

/** A step-down by waiting: the old leader has stopped after 0.3 s, whatever is seen of it. */
export function planFor(raw: RawObject, changes: Partial<Change> = {}): Change {
  const lease = leaseFrom(raw);
  return {
    ...{ action: 'step-down', speed: 'wait', ref: lease.ref, epoch: epochOf(lease) },
    ...{ resourceVersion: lease.resourceVersion, strategy: lease.strategy },
    elector: { elector: CLIENT_GO, confidence: 'likely', why: 'its shape' },
    ...{ pod: undefined, podWhy: undefined, adopts: undefined, asked: undefined },
    ...{ alsoHolds: undefined, notPromised: [] },
    former: { skew: 0, survives: false, renewedAt: lease.renewTime, ended: false },
    ...{ term: 15, interval: 2, fenceSeconds: 30, renewEvery: 0.05, bound: 0.3 },
    ...{ stops: [0.1, 0.3], evictAfter: undefined, patience: 10, unled: [0, 1] },
    ...{ watchFor: 0, watched: 0 },
    ...{ leaderIn: [0, 1], ifToolDies: 39 },
    ...changes,
  };
}

/** The old leader's Pod, with one container. */
export const POD = {
  ref: { namespace: REF.namespace, name: 'old' },
  ...{ uid: 'pod-1', node: 'worker-1', containers: ['containerd://A1'] },
  ...{ evictable: true, grace: 30 },
} as const;
