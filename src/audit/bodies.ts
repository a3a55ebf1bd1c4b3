// What the bodies of a request and of its answer say of a Lease; at level Metadata there are none.
import type { LeaseFields, WriteVerb } from '../lease/audit-trail.ts';
import { leaseFrom, object, text, type RawObject } from '../lease/lease.ts';

/** Of a whole Lease. */
export function fieldsOf(raw: RawObject): LeaseFields {
  const lease = leaseFrom(raw);
  return {
    uid: lease.uid,
    holder: lease.holderIdentity ?? '',
    durationSeconds: lease.durationSeconds,
    acquireTime: lease.acquireTime,
    transitions: lease.transitions,
    strategy: lease.strategy,
    preferredHolder: lease.preferredHolder,
  };
}

/** How each field is called in a Lease's spec. */
const NAMES = {
  holderIdentity: 'holder',
  leaseDurationSeconds: 'durationSeconds',
  acquireTime: 'acquireTime',
  leaseTransitions: 'transitions',
  strategy: 'strategy',
  preferredHolder: 'preferredHolder',
} as const satisfies Record<string, keyof LeaseFields>;

type SpecField = keyof typeof NAMES;

/**
 * What a request's body sets: all fields of an update or a create, of a patch those that it names, be
 * it a merge patch or an applied object, or a JSON patch, which is a list of operations.
 */
export function askedBy(verb: WriteVerb, body: unknown): Partial<LeaseFields> | undefined {
  switch (verb) {
    case 'create':
    case 'update':
      return object(body)['spec'] === undefined ? undefined : fieldsOf(object(body));
    case 'patch':
      return Array.isArray(body) ? jsonPatched(body) : merged(body);
    case 'delete':
    case 'deletecollection':
      return undefined;
  }
}

function merged(body: unknown): Partial<LeaseFields> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  return named(object(object(body)['spec']));
}

/** `test` and `copy` name fields too, but set nothing that is known. */
function jsonPatched(operations: readonly unknown[]): Partial<LeaseFields> {
  const spec: Record<string, unknown> = {};
  for (const operation of operations.map(object)) {
    const path = text(operation['path']) ?? '';
    const { op, value } = operation;
    if (path === '/spec' && (op === 'add' || op === 'replace')) Object.assign(spec, object(value));
    const field = /^\/spec\/([A-Za-z]+)$/.exec(path)?.[1];
    if (field === undefined || !Object.hasOwn(NAMES, field)) continue;
    if (op === 'add' || op === 'replace') spec[field] = value;
    if (op === 'remove') spec[field] = null;
  }
  return named(spec);
}

function named(spec: RawObject): Partial<LeaseFields> {
  const all = fieldsOf({ spec });
  const fields = Object.keys(NAMES).filter((key): key is SpecField => Object.hasOwn(spec, key));
  return Object.fromEntries(fields.map((key) => [NAMES[key], all[NAMES[key]]]));
}
