// JSON from a server: an object, or nothing that could be one.
import { parseJson } from '../json.ts';
import { object, type RawObject } from '../lease/lease.ts';

export function jsonObject(content: string): RawObject | undefined {
  try {
    const value = parseJson(content);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? object(value) : undefined;
  } catch {
    return undefined;
  }
}
