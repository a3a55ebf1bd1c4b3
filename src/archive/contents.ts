// What the files of an archive hold together: each object once, and of which moment.
import { object, text, type RawObject } from '../lease/lease.ts';
import { isOlder } from '../lease/resource-version.ts';
import type { Found } from './found.ts';
import type { Gathered } from './layout.ts';

export interface Contents {
  /** Those of a kind that is kept, each once, in the order of the files' names. */
  readonly objects: readonly RawObject[];
  /** How many of each other kind there were. */
  readonly others: ReadonlyMap<string, number>;
  /** How many files were not looked into, as they name no kind that is kept. */
  readonly passedOver: number;
  /** When its Leases were gathered, where it says so beside them. */
  readonly gathered: Gathered | undefined;
  readonly serverVersion: string | undefined;
}

export function contentsOf(files: readonly Found[]): Contents {
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    objects: once(inOrder.flatMap(({ objects }) => objects)),
    others: counted(inOrder.flatMap(({ others }) => others)),
    passedOver: inOrder.filter(({ passedOver }) => passedOver).length,
    gathered: gatheredBeside(inOrder),
    serverVersion: inOrder.find(({ serverVersion }) => serverVersion !== undefined)?.serverVersion,
  };
}

/**
 * must-gather lists the Pods of a namespace, and writes each into a file of its own a moment later:
 * the newer state counts. A Lease in two states stays in both, as that is of two captures.
 */
function once(objects: readonly RawObject[]): RawObject[] {
  const kept = new Map<unknown, RawObject>();
  for (const it of objects) {
    const key = keyOf(it);
    const before = kept.get(key);
    if (before === undefined || isOlder(versionOf(before), versionOf(it))) kept.set(key, it);
  }
  return [...kept.values()];
}

/** An Event is the same in both of its API groups. What has no uid is like nothing else. */
function keyOf(it: RawObject): unknown {
  const { uid, namespace, name } = object(it['metadata']);
  if (text(uid) === undefined) return it;
  const version = it['kind'] === 'Lease' ? versionOf(it) : '';
  return [it['kind'], uid, namespace, name, version].join('\0');
}

function versionOf(it: RawObject): string {
  return text(object(it['metadata'])['resourceVersion']) ?? '';
}

function counted(kinds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** In words: "2 Pod, 1 Secret". */
export function census({ objects, others, passedOver }: Contents): string {
  const kept = counted(objects.map((it) => text(it['kind']) ?? ''));
  const kinds = [...kept, ...others].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = kinds.map(([kind, count]) => `${count} ${kind}`);
  if (passedOver > 0) parts.push(`${passedOver} files of other kinds`);
  return parts.length === 0 ? 'an empty list' : parts.join(', ');
}

/** Of several, the one nearest to all Leases: that of the node that gathered, not of the desk. */
function gatheredBeside(files: readonly Found[]): Gathered | undefined {
  const leases = files.filter(({ objects }) => objects.some((it) => it['kind'] === 'Lease'));
  const beside = files.filter(
    ({ path, gathered }) =>
      gathered !== undefined && leases.every((file) => file.path.startsWith(folderOf(path))),
  );
  return beside.sort((a, b) => b.path.length - a.path.length)[0]?.gathered;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
