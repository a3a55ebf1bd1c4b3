// What one plain file of an archive has to say.
import { text as textIn, type RawObject } from '../lease/lease.ts';
import { isKept, mayHoldKept } from './kinds.ts';
import {
  gatheredFrom,
  isTimestamp,
  refusalsFrom,
  serverVersionFrom,
  type Gathered,
} from './layout.ts';
import { objectsIn, textOf } from './objects.ts';
import { Unreadable } from './unreadable.ts';

export interface Found {
  /** Within the archive; "" when the file is all of it. */
  readonly path: string;
  readonly objects: readonly RawObject[];
  /** The kinds that are not kept, once for each object. */
  readonly others: readonly string[];
  /** It was not looked into: it names no kind that is kept. */
  readonly passedOver: boolean;
  readonly gathered: Gathered | undefined;
  readonly serverVersion: string | undefined;
  /** Whose Leases could not be listed, and why. */
  readonly refusals: readonly string[];
}

export const CAPTURE_HINT = 'kubectl get leases -A -o yaml --show-managed-fields > FILE makes one';

/** Throws Unreadable. A file that is all of the archive must hold an object; one of many need not. */
export function found(path: string, content: Buffer): Found {
  const isAll = path === '';
  const text = textOf(content);
  if (isTimestamp(path)) return { ...nothing(path), gathered: gatheredFrom(text) };
  if (text.trim() === '') {
    if (isAll) throw new Unreadable('is empty', { hint: CAPTURE_HINT });
    return nothing(path);
  }
  if (!isAll && !mayHoldKept(text)) {
    return {
      ...nothing(path),
      passedOver: true,
      serverVersion: serverVersionFrom(path, text),
      refusals: refusalsFrom(path, text),
    };
  }
  const objects = objectsIn(text);
  if (objects === undefined && isAll) {
    throw new Unreadable('holds no Kubernetes object', { hint: CAPTURE_HINT });
  }
  const { kept = [], others = [] } = Object.groupBy(objects ?? [], (it) =>
    isKept(it) ? 'kept' : 'others',
  );
  return { ...nothing(path), objects: kept, others: others.map((it) => textIn(it['kind']) ?? '') };
}

function nothing(path: string): Found {
  return {
    path,
    objects: [],
    others: [],
    passedOver: false,
    gathered: undefined,
    serverVersion: undefined,
    refusals: [],
  };
}
