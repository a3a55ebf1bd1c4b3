// The token by which a runbook confirms: it names one plan, for one grant, at one speed.
import { createHash } from 'node:crypto';
import type { Change } from '../lease/stepdown.ts';

/** Another plan, epoch, speed, row, Pod or container makes another token. */
export function tokenOf({ action, speed, epoch, elector, pod, asked, adopts }: Change): string {
  const covered = [
    ...[action, speed ?? '', epoch.uid ?? '', epoch.holder],
    ...[epoch.acquireTime ?? '', epoch.transitions ?? '', elector?.elector.row ?? ''],
    ...[pod?.uid ?? '', pod?.containers ?? [], asked ?? '', adopts?.id ?? ''],
  ];
  return createHash('sha256').update(JSON.stringify(covered)).digest('hex').slice(0, 12);
}
