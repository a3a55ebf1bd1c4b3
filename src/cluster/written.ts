// Whether the answer to a patch shows what the patch writes.
import { object, type RawObject } from '../lease/lease.ts';
import type { Patch } from '../operation/json-patch.ts';

/**
 * Whether an object is what a patch makes of it: what was tested for its uid is so, what was added
 * stands there, what was removed does not.
 */
export function carries(raw: RawObject, patch: Patch): boolean {
  if (patch.type === 'merge') {
    const { metadata, spec } = patch.body;
    return (
      holds(object(raw['metadata'])['annotations'], metadata.annotations) &&
      holds(raw['spec'], spec)
    );
  }
  return patch.ops.every((op) => {
    const found = at(raw, op.path);
    if (op.op === 'remove') return found === undefined;
    return op.op === 'test' ? op.path !== UID || found === op.value : holds(found, op.value);
  });
}

const UID = '/metadata/uid';

function at(raw: RawObject, path: string): unknown {
  const keys = path.split('/').slice(1);
  return keys.reduce<unknown>(
    (value, key) => object(value)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    raw,
  );
}

/** The server may have added to an object, never to anything else. */
function holds(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return found === wanted;
  return Object.entries(wanted).every(([key, value]) => holds(object(found)[key], value));
}
