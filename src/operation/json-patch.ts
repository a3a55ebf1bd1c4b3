// The two forms of a patch that an operation sends, and what they are made of.
import type { RawObject } from '../lease/lease.ts';

export type Op =
  | { readonly op: 'test' | 'add'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** A JSON patch whose `test` operations guard it, or a merge patch that a resourceVersion guards. */
export type Patch =
  | { readonly type: 'json'; readonly ops: readonly Op[] }
  | {
      readonly type: 'merge';
      readonly body: {
        readonly metadata: { readonly resourceVersion: string; readonly annotations: RawObject };
        readonly spec: RawObject;
      };
    };

/** Fails where another value stands there; nothing there is null. */
export const test = (path: string, value: unknown): Op => ({ op: 'test', path, value });
export const add = (path: string, value: unknown): Op => ({ op: 'add', path, value });

/** To an annotation (RFC 6901). */
export function pointer(key: string): string {
  return `/metadata/annotations/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
