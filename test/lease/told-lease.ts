// A Lease as a test of timelines needs it.
import { leaseFrom, type Lease, type RawObject } from '../../src/lease/lease.ts';
import { REF } from '../audit/events.ts';
import { moment } from './told.ts';

export interface Stamp {
  readonly manager: string;
  readonly at: number;
  readonly fields?: readonly string[];
}

/** Created at START; stamped by its holder's manager at the last renewal unless said otherwise. */
export function leaseOf(
  spec: RawObject,
  stamps: readonly Stamp[] = [],
  metadata: RawObject = {},
): Lease {
  return leaseFrom({
    metadata: {
      ...{ ...REF, uid: 'uid-1', creationTimestamp: `${moment(0).slice(0, 19)}Z` },
      managedFields: stamps.map(({ manager, at, fields = ['holderIdentity', 'renewTime'] }) => ({
        ...{ manager, operation: 'Update', time: `${moment(at).slice(0, 19)}Z` },
        fieldsV1: { 'f:spec': Object.fromEntries(fields.map((field) => [`f:${field}`, {}])) },
      })),
      ...metadata,
    },
    spec: { leaseDurationSeconds: 15, leaseTransitions: 0, ...spec },
  });
}

export const HELD = { holderIdentity: 'a', acquireTime: moment(100), renewTime: moment(200) };
