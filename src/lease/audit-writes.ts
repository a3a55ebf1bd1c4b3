// The writes on a Lease that an audit log tells of, one after another.
import type { AuditRequest, AuditTrail, LeaseFields, Requester, Span } from './audit-trail.ts';
import type { Micros } from './time.ts';

export interface AuditWrite {
  readonly at: Micros;
  readonly request: AuditRequest;
  /** resourceVersions; NaN where not known. */
  readonly on: number;
  readonly made: number;
}

/** Writes that the server carried out, in their order; what two logs tell is there once. */
export function writesIn({ requests }: AuditTrail): AuditWrite[] {
  return requests
    .filter((request) => request.verb !== 'get' && succeeded(request))
    .flatMap((request) => {
      const all = request.times.map((at, index) => ({
        ...{ at, request },
        ...{ on: request.on[index] ?? NaN, made: request.made[index] ?? NaN },
      }));
      return all.sort(byTime).filter(({ at }, index) => at !== all[index - 1]?.at);
    })
    .sort(byTime);
}

function byTime(a: AuditWrite, b: AuditWrite): number {
  return a.at - b.at;
}

export function succeeded({ code }: AuditRequest): boolean {
  return code === undefined || (code >= 200 && code < 300);
}

/** Whether the log tells what was written, not only that something was. */
export function hasBodies({ requests }: AuditTrail): boolean {
  return requests.some(({ left, asked }) => left !== undefined || asked !== undefined);
}

/** Undefined where the log does not say, and it cannot be concluded. */
export function fieldsAfter(
  { request: { left, asked, verb } }: AuditWrite,
  before: LeaseFields | undefined,
): LeaseFields | undefined {
  if (left !== undefined) return left;
  if (asked === undefined) return undefined;
  if (verb === 'patch' && before === undefined) return undefined;
  return { ...(verb === 'patch' ? before : NO_FIELDS), ...asked } as LeaseFields;
}

const NO_FIELDS: LeaseFields = {
  ...{ uid: undefined, holder: '', durationSeconds: undefined, acquireTime: undefined },
  ...{ transitions: undefined, strategy: undefined, preferredHolder: undefined },
};

/** Whether one log knows all that happened between the two moments. */
export function covers(spans: readonly Span[], from: Micros, to: Micros): boolean {
  return spans.some((span) => span.from <= from && to <= span.to);
}

/**
 * The same program under the same name, and in the same Pod where both tell it. Replicas with
 * certificates are not told apart by it, nor by anything else that is logged without bodies.
 */
export function isSameClient(a: Requester, b: Requester): boolean {
  if (a.user !== b.user || a.agent !== b.agent) return false;
  return a.podUid === undefined || b.podUid === undefined || a.podUid === b.podUid;
}

/** What tells processes apart where no holder was logged (Kubernetes' own replicas share one user). */
export function processKey(by: Requester): string {
  if (by.podUid !== undefined || by.pod !== undefined) return `pod ${by.podUid ?? by.pod ?? ''}`;
  const credential = by.credential?.startsWith('X509SHA256=') ? by.credential : undefined;
  return JSON.stringify([by.user, by.agent, credential ?? by.address]);
}

/** People, and scripts of theirs. */
export function isKubectl({ agent, manager }: Partial<Requester>): boolean {
  return (agent?.startsWith('kubectl') ?? false) || (manager?.startsWith('kubectl') ?? false);
}
