// A workload in words.
import type { Controller } from '../lease/controller.ts';

/** "Deployment a"; "Job a of CronJob b". */
export function workloadInWords({ kind, name, madeBy }: Controller): string {
  const above = madeBy === undefined ? '' : ` of ${madeBy.kind} ${madeBy.name}`;
  return `${kind} ${name}${above}`;
}
