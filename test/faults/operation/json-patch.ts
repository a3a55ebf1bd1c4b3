// JSON patches and merge patches as an API server applies them.
import { isDeepStrictEqual } from 'node:util';
import { list, object, type RawObject } from '../../../src/lease/lease.ts';

type Json = Record<string, unknown>;

/**
 * RFC 6902 as the API server's library does it (gopkg.in/evanphx/json-patch.v4): what is not there
 * equals null. Undefined where an operation fails.
 */
export function jsonPatched(target: RawObject, ops: unknown): RawObject | undefined {
  const root = structuredClone(target) as Json;
  for (const { op, path, value } of list(ops)) {
    const keys = String(path).split('/').slice(1).map(unescaped);
    const last = keys.pop() ?? '';
    const parent = keys.reduce<unknown>((at, key) => (isJson(at) ? at[key] : undefined), root);
    if (!isJson(parent)) return undefined;
    if (op === 'test') {
      if (!isDeepStrictEqual(parent[last] ?? null, value ?? null)) return undefined;
    } else if (op === 'add') parent[last] = value;
    else if (last in parent) Reflect.deleteProperty(parent, last);
    else return undefined;
  }
  return root;
}

/** RFC 7386. */
export function merged(target: unknown, patch: unknown): unknown {
  if (!isJson(patch)) return patch;
  const result: Json = { ...object(target) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = merged(result[key], value);
  }
  return result;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 6901. */
function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
