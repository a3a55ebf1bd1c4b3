// A row of the fault table: what is done to the program, and what it must say then.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request about Leases that reached the loopback server. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** 1 for the first. */
  readonly nth: number;
  readonly path: string;
}

export interface Expected {
  /** 1 unless said otherwise. */
  readonly code?: number;
  readonly stdout?: string | RegExp | ((text: string) => boolean);
  /** Where it is text, SERVER and HOST stand for the server's URL and its address. */
  readonly stderr?: string | RegExp;
}

export interface Fault extends Expected {
  /** Of faults.md, section 2; conventions §3.6 where it has none. */
  readonly row: string;
  readonly title: string;
  /** What is typed; `ls -n team-a` unless said otherwise. */
  readonly line?: string;
  readonly answer: (visit: Visit) => void;
  /** How many requests the fault is met with; once unless said otherwise. */
  readonly visits?: number;
  /** The real kubectl says the same last line about the same server. */
  readonly asKubectl?: true;
}

/** What client-go adds where the server's own words say no more. */
export const SUBJECT = '(get leases.coordination.k8s.io)';

/** The sentence is kubectl's, and the real one says it as well. */
export const refused = (
  row: string,
  title: string,
  answer: Fault['answer'],
  stderr: string,
): Fault => ({
  ...{ row, title, answer },
  stderr: `${stderr}\n`,
  asKubectl: true,
});

export function lease(name: string, spec: object | null = {}): object {
  return {
    metadata: { name, namespace: 'team-a', creationTimestamp: '2026-11-25T03:00:00Z' },
    spec,
  };
}

export function leaseList(items: readonly object[], next = ''): object {
  return {
    kind: 'LeaseList',
    apiVersion: 'coordination.k8s.io/v1',
    metadata: { resourceVersion: '1', continue: next },
    items,
  };
}

/** As an elector leaves it that renewed at this moment, stamped by the server. */
export function elected(name: string, renewTime: string, leaseDurationSeconds: number): object {
  const acquireTime = '2026-11-25T03:00:00.000000Z';
  const bare = lease(name, {
    ...{ holderIdentity: 'h', leaseDurationSeconds, acquireTime, renewTime },
    leaseTransitions: 1,
  }) as { metadata: object };
  const stamp = {
    ...{ manager: 'elector', operation: 'Update', apiVersion: 'coordination.k8s.io/v1' },
    ...{ time: renewTime.replace('.000000', ''), fieldsType: 'FieldsV1' },
    fieldsV1: { 'f:spec': { 'f:renewTime': {} } },
  };
  return { ...bare, metadata: { ...bare.metadata, managedFields: [stamp] } };
}
