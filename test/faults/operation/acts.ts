// What each request of a step-down is there for, told by what is in it.
import { OPERATION_ID, RECORD } from '../../../src/lease/fence.ts';
import { list, object, text } from '../../../src/lease/lease.ts';

export type Act =
  | 'get'
  | 'list'
  | 'watch'
  | 'pods'
  | 'review'
  /** A review for the stamp of its answer, of no namespace. */
  | 'stamp'
  /** Writes that are tried without being stored. */
  | 'try'
  | 'try-event'
  /** The first write of a step-down, or of the release of a silent holder. */
  | 'fence'
  | 'free'
  | 'prefer'
  /** What holds a fence, frees it, and puts it back. */
  | 'renew'
  | 'again'
  | 'release'
  | 'record'
  | 'event'
  | 'evict'
  | 'other';

/** `path` with its query. */
export function actOf(method: string, path: string, body: unknown): Act {
  const { pathname, searchParams } = new URL(path, 'http://server');
  const tried = searchParams.has('dryRun');
  if (method === 'PATCH') return tried ? 'try' : patchAct(body);
  if (method === 'POST') return postAct(pathname, tried, body);
  if (pathname.includes('/pods')) return 'pods';
  if (!pathname.includes('/leases')) return 'other';
  if (searchParams.has('watch')) return 'watch';
  return pathname.endsWith('/leases') ? 'list' : 'get';
}

function postAct(pathname: string, tried: boolean, body: unknown): Act {
  if (pathname.endsWith('/eviction')) return 'evict';
  if (pathname.endsWith('/events')) return tried ? 'try-event' : 'event';
  if (!pathname.endsWith('reviews')) return 'other';
  const { resourceAttributes } = object(object(body)['spec']);
  const isOfNone = object(resourceAttributes)['namespace'] === undefined;
  return pathname.endsWith('/selfsubjectaccessreviews') && isOfNone ? 'stamp' : 'review';
}

function patchAct(body: unknown): Act {
  if (!Array.isArray(body)) return 'free';
  const ops = list(body);
  const has = (op: string, path: string) =>
    ops.find((it) => it['op'] === op && it['path'] === path);
  const annotation = (key: string) => `/metadata/annotations/${key.replaceAll('/', '~1')}`;
  if (has('add', annotation(RECORD))) return 'record';
  if (has('add', '/spec/preferredHolder')) return 'prefer';
  const holder = has('add', '/spec/holderIdentity');
  if (holder === undefined) return has('remove', '/spec/holderIdentity') ? 'release' : 'renew';
  if (text(object(holder)['value']) === '') return 'release';
  return has('test', annotation(OPERATION_ID)) ? 'again' : 'fence';
}
