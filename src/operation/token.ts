// The ids of operations, and the tokens by which runbooks confirm them.
import { createHash, randomBytes } from 'node:crypto';
import { formatNote } from '../lease/operation-note.ts';
import type { Adopted, Change } from '../lease/stepdown.ts';

export function newOperationId(): string {
  return randomBytes(4).toString('hex');
}

/**
 * Another plan, epoch, speed, row, Pod or container makes another token; so does another fence that is
 * taken over, and another note in it.
 */
export function tokenOf(plan: Change): string {
  const { action, speed, epoch, elector, pod, asked, adopts } = plan;
  const covered = [
    ...[action, speed ?? '', epoch.uid ?? '', epoch.holder],
    ...[epoch.acquireTime ?? '', epoch.transitions ?? '', elector?.elector.row ?? ''],
    ...[pod?.ref.namespace ?? '', pod?.ref.name ?? ''],
    ...[pod?.uid ?? '', pod?.containers ?? [], asked ?? ''],
    ...(adopts === undefined ? [] : coveredOf(adopts)),
  ];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex').slice(0, 12);
}

function coveredOf({ id, note, renewedAt }: Adopted): unknown[] {
  const isAlive = renewedAt === undefined;
  return [id, isAlive, note === undefined ? '' : formatNote(note)];
}
