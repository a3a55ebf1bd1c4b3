// A Lease with what is around it, written as changes to one that is well: the record of an archive.
import { Readable } from 'node:stream';
import { openArchive } from '../../../src/archive/archive.ts';
import type { Clock } from '../../../src/lease/clock.ts';
import type { Found } from '../../../src/lease/finding.ts';
import { leaseFrom, type RawObject } from '../../../src/lease/lease.ts';
import { leaseRecord } from '../../../src/lease/record.ts';
import { formatMicroTime, parseTime, SECOND } from '../../../src/lease/time.ts';
import { timingOf } from '../../../src/lease/timing.ts';
import { NOW, rawLease, type LeaseOptions } from '../leases.ts';
import { grant, POD, pod, type GrantOptions, type PodOptions } from './objects.ts';

export interface Situation {
  readonly lease?: LeaseOptions;
  /** Taken into the Lease as it stands: metadata of its own. */
  readonly metadata?: RawObject;
  /** Its holder's Pod; null: it is gone. */
  readonly pod?: PodOptions | null;
  /** Beside the one right that the holder needs; null takes that away too. */
  readonly grants?: readonly GrantOptions[] | null;
  /** Other objects of the cluster. */
  readonly others?: readonly RawObject[];
  /** "v1.36.3"; null: not known. */
  readonly version?: string | null;
  /** What somebody saw who watched it, each so many seconds after the first. */
  readonly writes?: readonly Write[];
  /** Of the API server's clock, as a live cluster's is measured. */
  readonly measured?: Clock['measured'];
  /** The gate CoordinatedLeaderElection. */
  readonly gate?: boolean;
  /** What becomes of each object before it is read. */
  readonly broken?: (object: RawObject) => RawObject;
}

export interface Write {
  readonly after: number;
  readonly holder?: string;
  readonly manager?: string;
  /** Seconds by which its renewTime is ahead of its stamp; undefined: as in the first. */
  readonly skew?: number;
}

/** The right that its holder needs, and no more. */
const OWN: GrantOptions = {
  namespace: 'payments',
  name: 'lock',
  to: ['ServiceAccount payments/reconciler'],
  rules: ['get,update leases.coordination.k8s.io reconciler'],
};

/** One of each kind, so that a list without more of it is not an archive that lacks it. */
const AROUND: readonly RawObject[] = [
  { kind: 'Node', metadata: { name: 'another' } },
  { kind: 'LeaseCandidate', metadata: { name: 'another', namespace: 'other' } },
  { kind: 'Event', metadata: { name: 'another', namespace: 'other' } },
  ...grant({ namespace: 'kube-system', name: 'system', to: ['User u'], rules: ['get pods'] }),
  ...grant({ name: 'cluster', to: ['User u'], rules: ['get pods'] }),
];

export async function recordOf(situation: Situation = {}): Promise<Found> {
  const lease = leaseOf(situation);
  const { ref } = leaseFrom(lease);
  const { version = 'v1.36.3' } = situation;
  const holder = situation.pod === null ? { name: 'another' } : { name: POD, ...situation.pod };
  const grants = situation.grants === null ? [] : [OWN, ...(situation.grants ?? [])];
  const items = [
    {
      apiVersion: 'kubectl-lease.github.io/v1alpha1',
      kind: 'Capture',
      takenAt: formatMicroTime(NOW),
      ...(version === null ? {} : { serverVersion: version }),
    },
    ...[lease, pod(holder), ...grants.flatMap(grant), ...AROUND, ...(situation.others ?? [])].map(
      situation.broken ?? ((it) => it),
    ),
  ];
  const evidence = await openArchive({
    path: '-',
    at: undefined,
    stdin: Readable.from([JSON.stringify({ apiVersion: 'v1', kind: 'List', items })]),
    note: () => Promise.resolve(),
  });
  const record = await leaseRecord(ref, evidence, { writes: 0, seconds: 0 });
  return watched(clocked(gated(record, situation), situation), lease, situation);
}

function leaseOf({ lease, metadata }: Situation): RawObject {
  const raw = rawLease(lease);
  return { ...raw, metadata: { ...(raw['metadata'] as RawObject), ...metadata } };
}

/** An archive has no gates, and nothing in it moves: these come from a live cluster alone. */
function gated(record: Found, { gate }: Situation): Found {
  if (gate === undefined || record.coordination === undefined) return record;
  return {
    ...record,
    coordination: { ...record.coordination, featureGate: { seen: true, value: gate } },
  };
}

function clocked(record: Found, { measured }: Situation): Found {
  if (measured === undefined) return record;
  return { ...record, who: { ...record.who, clock: { ...record.who.clock, measured } } };
}

function watched(record: Found, lease: RawObject, { writes }: Situation): Found {
  if (writes === undefined) return record;
  const { who } = record;
  const began = who.lease.renewTime ?? NOW;
  const sightings = [{ after: 0 }, ...writes].map((write) => ({
    raw: written(lease, began, write),
    at: NOW + write.after * SECOND,
  }));
  const until = sightings.at(-1)?.at ?? NOW;
  const seen = { seen: true as const, value: { sightings, until } };
  const containers = who.pod?.seen ? (who.pod.value?.containers ?? []) : [];
  const timing = timingOf(who.lease, who.verdict, containers, seen);
  return { ...record, watched: seen, timing };
}

function written(lease: RawObject, began: number, write: Write): RawObject {
  const { after, holder, manager, skew } = write;
  const metadata = lease['metadata'] as RawObject;
  const fields = (metadata['managedFields'] as RawObject[] | undefined) ?? [];
  const stamped = (at: unknown) => (parseTime(at) ?? NOW) + after * SECOND;
  const renewed =
    skew === undefined ? began + after * SECOND : stamped(fields[0]?.['time']) + skew * SECOND;
  return {
    ...lease,
    metadata: {
      ...metadata,
      managedFields: fields.map((it) => ({
        ...it,
        time: `${formatMicroTime(stamped(it['time'])).slice(0, 19)}Z`,
        ...(manager === undefined ? {} : { manager }),
      })),
    },
    spec: {
      ...(lease['spec'] as RawObject),
      renewTime: formatMicroTime(renewed),
      ...(holder === undefined ? {} : { holderIdentity: holder }),
    },
  };
}
