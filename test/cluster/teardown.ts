// Ends a cluster from its record alone, so that it works when its parent is gone.
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { controlGroups, groupProcesses, removeGroups } from './cgroups.ts';
import { removeBridge, unmountUnder } from './kernel.ts';
import { isAlive, signal, withEnvironment } from './procfs.ts';
import type { ProcessId } from './procfs.ts';
import { hasRecord, mark, readRecord, recordFile } from './record.ts';
import type { Entry } from './record.ts';
import { waitFor } from './wait.ts';

export interface TeardownOptions {
  /** Keeps the logs, for somebody who has to find out why a start failed. */
  readonly keepLogs?: boolean;
}

export async function teardown(directory: string, options: TeardownOptions = {}): Promise<void> {
  // No record: it has been ended already, and what is left was left on purpose.
  if (!hasRecord(directory)) return;
  const record = readRecord(directory);
  await endProcesses(directory, record);
  for (const entry of record) {
    if (entry.kind === 'bridge') await removeBridge(entry.name);
  }
  await removeGroups(controlGroups(directory));
  await unmountUnder(directory);
  await removeFiles(directory, options.keepLogs === true ? ['logs'] : []);
}

// All at once and without a grace period: nothing of it is worth keeping, and a kubelet that
// outlived its containers would start them again. Repeated, because a process that is being
// started while we look shows up in the next round.
async function endProcesses(directory: string, record: readonly Entry[]): Promise<void> {
  const recorded = record.filter((entry) => entry.kind === 'process');
  await waitFor(
    `the processes of ${directory} ended`,
    (saw) => {
      const left: ProcessId[] = [
        ...recorded.filter(isAlive),
        ...withEnvironment(mark, directory),
        ...controlGroups(directory).flatMap(groupProcesses),
      ];
      for (const process of left) signal(process, 'SIGKILL');
      saw(left.map(({ pid }) => pid).join(' '));
      return left.length === 0 ? true : undefined;
    },
    { everyMs: 20 },
  );
}

// The record last: whoever finds it has still something to do.
async function removeFiles(directory: string, kept: readonly string[]): Promise<void> {
  const names = (await readdir(directory)).filter((name) => !kept.includes(name));
  const remove = (name: string) =>
    rm(join(directory, name), { recursive: true, force: true, maxRetries: 5 });
  await Promise.all(names.filter((name) => name !== recordFile).map(remove));
  await remove(recordFile);
  // Both fail, and rightly, where there is something to keep.
  for (const folder of [...kept.map((name) => join(directory, name)), directory]) {
    await rmdir(folder).catch(() => undefined);
  }
}
