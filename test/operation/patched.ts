// What an API server makes of our patches: RFC 6902 and RFC 7386 as evanphx/json-patch reads them.
import type { RawObject } from '../../src/lease/lease.ts';
import { object } from '../../src/lease/lease.ts';
import type { Op, Patch } from '../../src/operation/json-patch.ts';

/** 422 for a failed `test` or a path that is not there, 409 for another resourceVersion. */
export type Applied = { readonly raw: RawObject } | { readonly status: 409 | 422 };

type Json = Record<string, unknown>;

export function applied(raw: RawObject, patch: Patch): Applied {
  const copy = structuredClone(raw) as Json;
  dropEmpty(copy);
  if (patch.type === 'json')
    return patch.ops.every((op) => apply(copy, op)) ? { raw: copy } : { status: 422 };
  const { resourceVersion } = patch.body.metadata;
  if (resourceVersion !== object(raw['metadata'])['resourceVersion']) return { status: 409 };
  return { raw: merged(copy, patch.body) as RawObject };
}

/** The server's own document leaves out what is empty (omitempty). */
function dropEmpty({ metadata }: Json): void {
  if (!isObject(metadata)) return;
  if (Object.keys(object(metadata['annotations'])).length === 0) delete metadata['annotations'];
}

function apply(whole: Json, op: Op): boolean {
  const keys = keysOf(op.path);
  const last = keys.pop() ?? '';
  let parent: unknown = whole;
  for (const key of keys) parent = isObject(parent) ? own(parent, key) : undefined;
  if (op.op === 'test') {
    // What is not there is null, and null is what is not there.
    const found = isObject(parent) ? own(parent, last) : undefined;
    return JSON.stringify(found ?? null) === JSON.stringify(op.value);
  }
  if (!isObject(parent)) return false;
  if (op.op === 'add') {
    define(parent, last, op.value);
    return true;
  }
  return Object.hasOwn(parent, last) && Reflect.deleteProperty(parent, last);
}

/** RFC 6901. */
export function keysOf(path: string): string[] {
  const keys = path.split('/').slice(1);
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = isObject(target) ? target : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else define(result, key, merged(own(result, key), value));
  }
  return result;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const own = (of: Json, key: string): unknown => (Object.hasOwn(of, key) ? of[key] : undefined);

/** As an own property, whatever it is called. */
function define(of: Json, key: string, value: unknown): void {
  Object.defineProperty(of, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The paths at which two objects differ; of annotations and spec each member apart. */
export function differences(before: RawObject, after: RawObject): string[] {
  return ['metadata', 'spec'].flatMap((part) => {
    const [old, young] = [object(before[part]), object(after[part])];
    const nested = part === 'metadata' ? membersOf(old, young) : [];
    const own = changed(old, young).filter((key) => key !== 'annotations');
    return [...nested, ...own.map((key) => `${part}.${key}`)];
  });
}

function membersOf(old: RawObject, young: RawObject): string[] {
  const [a, b] = [object(old['annotations']), object(young['annotations'])];
  return changed(a, b).map((key) => `annotation ${key}`);
}

function changed(a: RawObject, b: RawObject): string[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}
