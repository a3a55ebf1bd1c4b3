// The ids of operations, and the tokens by which runbooks confirm them.
import { createHash, randomBytes } from 'node:crypto';
import type { Change } from '../lease/stepdown.ts';

export function newOperationId(): string {
  return randomBytes(4).toString('hex');
}

/** Another plan, epoch, speed, row, Pod or container makes another token. */
export function tokenOf({ action, speed, epoch, elector, pod, asked, adopts }: Change): string {
  const covered = [
    ...[action, speed ?? '', epoch.uid ?? '', epoch.holder],
    ...[epoch.acquireTime ?? '', epoch.transitions ?? '', elector?.elector.row ?? ''],
    ...[pod?.uid ?? '', pod?.containers ?? [], asked ?? '', adopts?.id ?? ''],
  ];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex').slice(0, 12);
}
