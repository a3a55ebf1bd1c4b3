// An audit trail as a bundle holds it; a number that is none in memory is null in JSON.
import {
  WRITES,
  type AuditCoverage,
  type AuditTrail,
  type LeaseFields,
  type Requester,
  type RequestsAlike,
} from '../lease/audit-trail.ts';
import { int32, integer, list, object, text, type RawObject } from '../lease/lease.ts';

/** Accepts anything: what has the wrong type counts as absent. */
export function auditTrailFrom(value: RawObject): AuditTrail {
  const coverage = object(value['coverage']);
  return {
    requests: list(value['requests']).flatMap(requestsFrom),
    coverage: coverageFrom(coverage),
  };
}

function requestsFrom(raw: RawObject): RequestsAlike[] {
  const verb = ([...WRITES, 'get'] as const).find((it) => it === raw['verb']);
  const times = numbers(raw['times']);
  if (verb === undefined || !times.every(Number.isSafeInteger)) return [];
  const [on, made] = [numbers(raw['on']), numbers(raw['made'])];
  if (on.length !== times.length || made.length !== times.length) return [];
  const code = int32(raw['code'], 0);
  const [left, asked] = [fieldsFrom(raw['left']), fieldsFrom(raw['asked'])];
  return [
    {
      ...{ verb, code, by: requesterFrom(object(raw['by'])), times, on, made, asked },
      left: left?.holder === undefined ? undefined : { ...NO_FIELDS, ...left, holder: left.holder },
    },
  ];
}

const NO_FIELDS: Omit<LeaseFields, 'holder'> = {
  uid: undefined,
  durationSeconds: undefined,
  acquireTime: undefined,
  transitions: undefined,
  strategy: undefined,
  preferredHolder: undefined,
};

function fieldsFrom(value: unknown): Partial<LeaseFields> | undefined {
  if (value === undefined) return undefined;
  const raw = object(value);
  const fields = {
    ...{ uid: text(raw['uid']), holder: text(raw['holder']) },
    durationSeconds: int32(raw['durationSeconds'], 0),
    acquireTime: integer(raw['acquireTime'], Number.MIN_SAFE_INTEGER),
    transitions: int32(raw['transitions'], 0),
    ...{ strategy: text(raw['strategy']), preferredHolder: text(raw['preferredHolder']) },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, it]) => it !== undefined));
}

function requesterFrom(raw: RawObject): Requester {
  return {
    user: text(raw['user']) ?? '',
    impersonatedBy: text(raw['impersonatedBy']),
    pod: text(raw['pod']),
    podUid: text(raw['podUid']),
    node: text(raw['node']),
    credential: text(raw['credential']),
    address: text(raw['address']),
    agent: text(raw['agent']),
    manager: text(raw['manager']),
  };
}

function coverageFrom(raw: RawObject): AuditCoverage {
  const count = (value: unknown) => integer(value, 0) ?? 0;
  const unreadable = object(raw['unreadable']);
  const first = object(unreadable['first']);
  return {
    spans: list(raw['spans']).map(({ from, to }) => ({ from: count(from), to: count(to) })),
    events: count(raw['events']),
    writes: count(raw['writes']),
    leaseWrites: count(raw['leaseWrites']),
    unreadable:
      raw['unreadable'] === undefined
        ? undefined
        : {
            lines: count(unreadable['lines']),
            first: { log: text(first['log']) ?? '', line: count(first['line']) },
          },
    cut: list(raw['cut']).map(({ log, why }) => ({ log: text(log) ?? '', why: text(why) ?? '' })),
  };
}

function numbers(value: unknown): number[] {
  if (!Array.isArray(value)) return [];
  return value.map((it) => (typeof it === 'number' ? it : NaN));
}
