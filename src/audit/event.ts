// One audit.k8s.io/v1 Event: what it tells of requests on one Lease.
import { WRITES, type AuditRequest, type Requester, type WriteVerb } from '../lease/audit-trail.ts';
import { list, object, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import { parseTime, type Micros } from '../lease/time.ts';
import { askedBy, fieldsOf } from './bodies.ts';

/** A request on the Lease, with what differs from one renewal to the next. */
export interface Occurrence {
  readonly request: AuditRequest;
  readonly at: Micros;
  /** resourceVersions; NaN where unknown. */
  readonly on: number;
  readonly made: number;
}

/** Of every level and stage, and of the older versions of the API too: their fields are the same. */
export function isAuditEvent(value: RawObject): boolean {
  return text(value['auditID']) !== undefined && text(value['stage']) !== undefined;
}

/** Only an answered request has happened; the other stages tell of the same request once more. */
export function isAnswered(event: RawObject): boolean {
  return event['stage'] === 'ResponseComplete';
}

export function writeVerb(event: RawObject): WriteVerb | undefined {
  return WRITES.find((verb) => verb === event['verb']);
}

export function isOnLeases(event: RawObject): boolean {
  const { resource, apiGroup } = object(event['objectRef']);
  return resource === 'leases' && apiGroup === 'coordination.k8s.io';
}

/** Undefined where the event is about anything else, or tells no time. */
export function occurrenceOn(event: RawObject, ref: LeaseRef): Occurrence | undefined {
  if (!isAnswered(event) || !isOnLeases(event) || !isAbout(event, ref)) return undefined;
  const at = parseTime(event['stageTimestamp']);
  const verb = event['verb'] === 'get' ? 'get' : writeVerb(event);
  if (at === undefined || verb === undefined) return undefined;
  if (isDryRun(event)) return undefined;
  const target = object(event['objectRef']);
  const code = object(event['responseStatus'])['code'];
  const stored = object(event['responseObject']);
  const left = verb !== 'get' && stored['kind'] === 'Lease' ? fieldsOf(stored) : undefined;
  const asked = verb === 'get' ? undefined : askedBy(verb, event['requestObject']);
  const uid = text(target['uid']);
  return {
    request: {
      verb,
      code: typeof code === 'number' ? code : undefined,
      by: requesterOf(event),
      left: verb === 'delete' || verb === 'deletecollection' ? undefined : left,
      asked: asked && uid !== undefined ? { ...asked, uid } : asked,
    },
    at,
    on: versionOf(target['resourceVersion']),
    made: versionOf(object(stored['metadata'])['resourceVersion']),
  };
}

/** A create may be logged without the name, and a collection has none. */
function isAbout(event: RawObject, ref: LeaseRef): boolean {
  const target = object(event['objectRef']);
  if (target['namespace'] !== ref.namespace) return false;
  if (event['verb'] === 'deletecollection') return isAmongDeleted(event, ref);
  const name = text(target['name']) || nameIn(event['requestObject']);
  return name === ref.name;
}

/** It is answered as a write is, and nothing is stored. */
function isDryRun(event: RawObject): boolean {
  const query = queryOf(text(event['requestURI']));
  if (query?.getAll('dryRun').some((it) => it !== '')) return true;
  // A deletion may say so in its body (meta/v1 DeleteOptions).
  const body = object(event['requestObject']);
  return (
    body['kind'] === 'DeleteOptions' && Array.isArray(body['dryRun']) && body['dryRun'].length > 0
  );
}

function nameIn(body: unknown): string | undefined {
  return text(object(object(body)['metadata'])['name']);
}

/** The answer lists what was deleted; where it was not logged, this Lease may have been among it. */
function isAmongDeleted(event: RawObject, ref: LeaseRef): boolean {
  const { items } = object(event['responseObject']);
  if (!Array.isArray(items)) return true;
  return list(items).some((item) => object(item['metadata'])['name'] === ref.name);
}

/** Opaque to us: only whether two are the same counts. */
function versionOf(value: unknown): number {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : NaN;
}

const EXTRA = 'authentication.kubernetes.io';

function requesterOf(event: RawObject): Requester {
  const real = object(event['user']);
  const impersonated = object(event['impersonatedUser']);
  const impersonates = text(impersonated['username']) !== undefined;
  const user = impersonates ? impersonated : real;
  const extra = (key: string): string | undefined => {
    const values = object(user['extra'])[`${EXTRA}/${key}`];
    return Array.isArray(values) ? text(values[0]) : undefined;
  };
  return {
    user: text(user['username']) ?? '',
    impersonatedBy: impersonates ? (text(real['username']) ?? '') : undefined,
    pod: extra('pod-name'),
    podUid: extra('pod-uid'),
    node: extra('node-name'),
    credential: extra('credential-id'),
    address: addressOf(event['sourceIPs']),
    agent: text(event['userAgent'])?.split(/[/ ]/, 1)[0] || undefined,
    manager: managerOf(text(event['requestURI'])),
  };
}

function addressOf(sourceIPs: unknown): string | undefined {
  return Array.isArray(sourceIPs) ? text(sourceIPs.at(-1)) : undefined;
}

function managerOf(uri: string | undefined): string | undefined {
  return queryOf(uri)?.get('fieldManager') ?? undefined;
}

function queryOf(uri: string | undefined): URLSearchParams | undefined {
  const query = uri?.split('?', 2)[1];
  return query === undefined ? undefined : new URLSearchParams(query);
}
