// Builds Leases for tests: a valid one by default, changed where a test says so.
import { leaseFrom, type Lease, type RawObject } from '../../src/lease/lease.ts';
import { formatMicroTime, parseTime, SECOND, type Micros } from '../../src/lease/time.ts';
import type { Clock } from '../../src/lease/clock.ts';

/** The moment at which the tests judge. */
export const NOW: Micros = parseTime('2026-11-25T03:00:00Z') ?? 0;

export interface LeaseOptions {
  readonly namespace?: string;
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly owner?: { kind: string; name: string };
  /** Merged into a client-go record; null or undefined takes a field away. */
  readonly spec?: Record<string, unknown>;
  /** Seconds before NOW, on the API server's clock: the managedFields stamp. */
  readonly stampedAgo?: number;
  /** Seconds by which the holder's clock is ahead of the API server's. */
  readonly skew?: number;
  readonly managedFields?: boolean;
}

/** An election that its holder renewed `stampedAgo` seconds ago (2 by default), term 15 s. */
export function rawLease(options: LeaseOptions = {}): RawObject {
  const stamp = NOW - (options.stampedAgo ?? 2) * SECOND;
  const renewed = stamp + (options.skew ?? 0) * SECOND;
  const owner = options.owner;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      namespace: options.namespace ?? 'payments',
      name: options.name ?? 'reconciler',
      creationTimestamp: '2026-11-25T02:00:00Z',
      ...(options.labels ? { labels: options.labels } : {}),
      ...(owner ? { ownerReferences: [{ apiVersion: 'v1', uid: 'u', ...owner }] } : {}),
      ...(options.managedFields === false ? {} : { managedFields: [managedFields(stamp)] }),
    },
    spec: {
      holderIdentity: 'reconciler-5dd487bb7b-5ffjv_74b9fa94-33c1-481b-bd15-f159ceb3a089',
      leaseDurationSeconds: 15,
      acquireTime: formatMicroTime(renewed - 600 * SECOND),
      renewTime: formatMicroTime(renewed),
      leaseTransitions: 3,
      ...options.spec,
    },
  };
}

function managedFields(stamp: Micros): RawObject {
  return {
    manager: 'elector',
    operation: 'Update',
    apiVersion: 'coordination.k8s.io/v1',
    time: `${formatMicroTime(stamp).slice(0, 19)}Z`,
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:spec': { 'f:holderIdentity': {}, 'f:renewTime': {} } },
  };
}

export function lease(options?: LeaseOptions): Lease {
  return leaseFrom(rawLease(options));
}

export function clock(changes: Partial<Clock> = {}): Clock {
  return { now: NOW, source: 'server', restamps: undefined, ...changes };
}
