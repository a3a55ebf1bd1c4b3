// What was written to the Leases of a namespace, from the API server's audit log.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { list, object, text, type RawObject } from '../../src/lease/lease.ts';
import { parseTime, type Micros } from '../../src/lease/time.ts';
import type { Cluster } from '../cluster/cluster.ts';

/** A request that was to change a Lease, whatever became of it. */
export interface LeaseWrite {
  /** When it was answered, by the API server's clock. */
  readonly at: Micros;
  readonly verb: string;
  /** Of the Lease. */
  readonly name: string;
  readonly userAgent: string;
  /** HTTP's status. */
  readonly code: number;
  readonly dryRun: boolean;
  readonly fieldManager: string;
  /** What was sent: a JSON patch is an array. */
  readonly sent: unknown;
  /** The Lease as it is now, where the write succeeded. */
  readonly left: RawObject;
}

/** Where the audit log ends now: what is read from there on is later. */
export function auditMark(cluster: Cluster): number {
  return statSync(cluster.auditLog).size;
}

/** All writes since a mark, in the order in which the API server made them. */
export function leaseWrites(cluster: Cluster, namespace: string, since: number): LeaseWrite[] {
  return writesIn(tail(cluster.auditLog, since), namespace);
}

/** @param log Lines of an audit log, the last of which may still be being written. */
export function writesIn(log: string, namespace: string): LeaseWrite[] {
  const sign = `/namespaces/${namespace}/leases`;
  return log
    .slice(0, log.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.includes(sign))
    .flatMap((line) => writeFrom(object(JSON.parse(line))) ?? [])
    .sort((a, b) => versionOf(a) - versionOf(b) || a.at - b.at);
}

export function succeeded({ code, dryRun }: LeaseWrite): boolean {
  return code >= 200 && code < 300 && !dryRun;
}

export function isOurs({ userAgent }: LeaseWrite): boolean {
  return userAgent.startsWith('kubectl-lease/');
}

export function holderOf(lease: RawObject): string {
  return text(object(lease['spec'])['holderIdentity']) ?? '';
}

const READS: ReadonlySet<unknown> = new Set(['get', 'list', 'watch']);

function writeFrom(event: RawObject): LeaseWrite | undefined {
  const target = object(event['objectRef']);
  const at = parseTime(event['stageTimestamp']);
  if (event['stage'] !== 'ResponseComplete' || READS.has(event['verb'])) return undefined;
  if (target['resource'] !== 'leases' || at === undefined) return undefined;
  const query = new URL(text(event['requestURI']) ?? '', 'https://server').searchParams;
  const left = object(event['responseObject']);
  const sent = event['requestObject'];
  return {
    at,
    verb: text(event['verb']) ?? '',
    name: text(target['name']) ?? text(object(left['metadata'])['name']) ?? '',
    userAgent: text(event['userAgent']) ?? '',
    code: Number(object(event['responseStatus'])['code']),
    dryRun: query.has('dryRun'),
    fieldManager: query.get('fieldManager') ?? '',
    sent: Array.isArray(sent) ? list(sent) : sent,
    left: left['kind'] === 'Lease' ? left : object(undefined),
  };
}

// Refused writes come first: they left no version.
function versionOf({ left, code }: LeaseWrite): number {
  return code < 300 ? Number(object(left['metadata'])['resourceVersion'] ?? 0) : 0;
}

function tail(path: string, since: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(file).size - since);
    const length = readSync(file, bytes, 0, bytes.length, since);
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}
