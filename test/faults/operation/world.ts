// What the loopback API server keeps for a step-down: one Lease, the Pod of its holder, Events, and its log.
import { randomUUID } from 'node:crypto';
import { object, text, type RawObject } from '../../../src/lease/lease.ts';
import { Kept } from './kept.ts';

export const NAMESPACE = 'team-a';
export const LEASE = 'reconciler';
export const POD = 'reconciler-5dd487bb7b-5ffjv';
/** client-go's usual identity: the Pod's name, and what is made anew with each process. */
export const HOLDER = `${POD}_0f6b4b39-ee0c-4853-99f6-31036a1e67f2`;
export const STANDBY = 'reconciler-5dd487bb7b-x2x2x_8a1f6f3e-0a53-4d35-8a4c-3f1c9c0e1b7d';
/** leaseDurationSeconds, and milliseconds between two renewals. */
export const TERM = 3;
export const RENEWAL = 500;

/** A request that was to change the Lease, as an audit log tells it. */
export interface Logged {
  readonly verb: string;
  readonly agent: string;
  readonly path: string;
  readonly code: number;
  readonly sent: unknown;
  readonly left: RawObject | undefined;
}

export class World {
  readonly lease = new Kept();
  readonly pod = new Kept();
  readonly events = new Map<string, RawObject>();
  /** Lines of an audit log, a log for each Lease of that name that there was. */
  readonly logs: string[][] = [];
  /** What the kubelet does when its Pod is evicted. */
  evicted: () => void = () => undefined;

  /** A Lease that nobody had before. */
  create(spec: RawObject, metadata: object = {}): void {
    this.logs.push([]);
    const creationTimestamp = now(-3600);
    const own = { namespace: NAMESPACE, name: LEASE, uid: randomUUID(), creationTimestamp };
    const raw = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
    this.write({ ...raw, metadata: { ...own, ...metadata }, spec }, 'create');
  }

  /** As its elector does it: an update of the whole object. */
  write(raw: RawObject, verb = 'update', manager = 'manager'): void {
    const left = this.lease.write(raw, manager);
    const path = `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases/${LEASE}`;
    this.log({ verb, agent: `${manager}/v1`, path, code: 200, sent: raw, left });
  }

  /** Changes fields of the Lease, as anybody may. */
  edit(spec: RawObject, metadata: object = {}, manager = 'manager'): void {
    const { raw } = this.lease;
    if (raw === undefined) return;
    this.write(
      {
        ...raw,
        metadata: { ...object(raw['metadata']), ...metadata },
        spec: { ...this.spec, ...spec },
      },
      'update',
      manager,
    );
  }

  get spec(): RawObject {
    return object(this.lease.raw?.['spec']);
  }

  get holder(): string {
    return text(this.spec['holderIdentity']) ?? '';
  }

  log({ verb, agent, path, code, sent, left }: Logged): void {
    const event = {
      ...{ kind: 'Event', apiVersion: 'audit.k8s.io/v1', stage: 'ResponseComplete', verb },
      ...{ requestURI: path, userAgent: agent, responseStatus: { code }, requestObject: sent },
      objectRef: { resource: 'leases', namespace: NAMESPACE, name: LEASE },
      responseObject: left ?? { kind: 'Status', metadata: {} },
      stageTimestamp: now(),
    };
    this.logs.at(-1)?.push(`${JSON.stringify(event)}\n`);
  }
}

/** In microseconds; seconds from now. */
export function now(seconds = 0): string {
  return `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, -1)}000Z`;
}
