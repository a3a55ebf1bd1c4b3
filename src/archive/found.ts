// What one plain file of an archive has to say.
import type { RawObject } from '../lease/lease.ts';
import { utf8Of } from './encoding.ts';
import { mayHoldKept } from './kinds.ts';
import {
  gatheredFrom,
  isRefusals,
  isTimestamp,
  refusalsFrom,
  serverVersionFrom,
  type Gathered,
} from './layout.ts';
import { tooMuch, type Budget } from './limited.ts';
import { objectsIn } from './objects.ts';
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
export function found(path: string, content: Buffer, budget: Budget): Found {
  const isAll = path === '';
  const bytes = utf8Of(content);
  if (isTimestamp(path)) return { ...nothing(path), gathered: gatheredFrom(short(bytes)) };
  if (bytes.every(isSpace)) {
    if (isAll) throw new Unreadable('is empty', { hint: CAPTURE_HINT });
    return nothing(path);
  }
  if (!isAll && !mayHoldKept(bytes)) {
    if (isRefusals(path) && bytes.length > budget.limits.yaml) throw tooMuch('yaml', budget.limits);
    return {
      ...nothing(path),
      passedOver: true,
      serverVersion: serverVersionFrom(path, short(bytes)),
      refusals: isRefusals(path) ? refusalsFrom(bytes.toString()) : [],
    };
  }
  const objects = objectsIn(bytes, budget);
  if (objects === undefined && isAll) {
    throw new Unreadable('holds no Kubernetes object', { hint: CAPTURE_HINT });
  }
  const { kept = [], others = [] } = objects ?? {};
  return { ...nothing(path), objects: kept, others };
}

/** As String.trim() has it, of the characters of one byte. */
function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Where what says when and of what stands in a file. */
function short(bytes: Buffer): string {
  return bytes.toString('utf8', 0, 2 ** 17);
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
