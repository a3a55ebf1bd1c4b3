// What an audit log tells of one Lease: the requests on it, and how much the log holds at all.
import type { Micros } from './time.ts';

/** Who sent a request, as the API server authenticated it. */
export interface Requester {
  /** The user that was authorized: the impersonated one where there is one. */
  readonly user: string;
  /** Who impersonated that user. */
  readonly impersonatedBy: string | undefined;
  /** Of a token that is bound to a Pod. */
  readonly pod: string | undefined;
  readonly podUid: string | undefined;
  readonly node: string | undefined;
  /** "X509SHA256=..." of a certificate, "JTI=..." of a token. */
  readonly credential: string | undefined;
  /** The last of sourceIPs: the peer of the connection. */
  readonly address: string | undefined;
  /** The program's name at the beginning of its user agent: "kubectl". */
  readonly agent: string | undefined;
  /** fieldManager of the request: "kubectl-patch". */
  readonly manager: string | undefined;
}

/** Of a Lease as one write left it, what a history rests on; renewTime is not, it differs each time. */
export interface LeaseFields {
  readonly uid: string | undefined;
  /** "" where nobody holds it. */
  readonly holder: string;
  readonly durationSeconds: number | undefined;
  /** The holder's clock. */
  readonly acquireTime: Micros | undefined;
  readonly transitions: number | undefined;
  readonly strategy: string | undefined;
  readonly preferredHolder: string | undefined;
}

export const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;
export type WriteVerb = (typeof WRITES)[number];

/** One request that was answered (stage ResponseComplete). */
export interface AuditRequest {
  readonly verb: WriteVerb | 'get';
  /** The HTTP status; undefined where the log does not say. */
  readonly code: number | undefined;
  readonly by: Requester;
  /** The Lease as it was after the write; undefined where no body was logged, or nothing was written. */
  readonly left: LeaseFields | undefined;
  /** What the request's body names; undefined where no body was logged. */
  readonly asked: Partial<LeaseFields> | undefined;
}

/**
 * Requests that differ in nothing but their time: a day of renewals is one of these, and each costs
 * a few bytes. The lists are parallel.
 */
export interface RequestsAlike extends AuditRequest {
  /** When the response was complete, by the API server's clock. */
  readonly times: readonly Micros[];
  /** The resourceVersion that the request was conditional on; NaN where there was none. */
  readonly on: readonly number[];
  /** The resourceVersion that it made; NaN where it is not known. */
  readonly made: readonly number[];
}

export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

export interface AuditCoverage {
  /** From the first event to the last of each log, joined where they meet: between them nothing is known. */
  readonly spans: readonly Span[];
  /** Audit events that could be read, of whatever object. */
  readonly events: number;
  /** Answered writes of whatever object. */
  readonly writes: number;
  /** Of these, on Leases. */
  readonly leaseWrites: number;
  readonly unreadable: { readonly lines: number; readonly first: LogLine } | undefined;
  /** Logs that end before their end: a compressed file that was cut off. */
  readonly cut: readonly { readonly log: string; readonly why: string }[];
}

/** Counted from 1. */
export interface LogLine {
  readonly log: string;
  readonly line: number;
}

export interface AuditTrail {
  /** Writes on the Lease, and reads of it by name: these prove that a process was awake. */
  readonly requests: readonly RequestsAlike[];
  readonly coverage: AuditCoverage;
}
