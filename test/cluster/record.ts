// The record of what a cluster started outside its directory: teardown works from it alone.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessId } from './procfs.ts';

export type Entry =
  | ({ readonly kind: 'process'; readonly name: string } & ProcessId)
  | { readonly kind: 'bridge'; readonly name: string };

// In the environment of everything that a cluster starts, and so of everything that those start:
// containerd's shims, for one, which outlive containerd.
export const mark = 'KUBECTL_LEASE_CLUSTER';

export const recordFile = 'record.jsonl';

const path = (directory: string) => join(directory, recordFile);

/** Begins the record; without one nothing can be started, and so nothing after the end. */
export function beginRecord(directory: string): void {
  writeFileSync(path(directory), '');
}

export function hasRecord(directory: string): boolean {
  return existsSync(path(directory));
}

/** Appends: processes of a test file add to the record of the run's cluster too. */
export function enter(directory: string, entry: Entry): void {
  appendFileSync(path(directory), `${JSON.stringify(entry)}\n`);
}

export function readRecord(directory: string): Entry[] {
  if (!hasRecord(directory)) return [];
  return readFileSync(path(directory), 'utf8')
    .split('\n')
    .flatMap((line) => parse(line) ?? []);
}

// The last line may be cut off, where its writer was killed.
function parse(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}
