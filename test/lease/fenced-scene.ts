// A Lease under a fence that nobody renews, with a note in it.
import { OPERATION } from '../../src/lease/fence.ts';
import { formatNote, type OperationNote } from '../../src/lease/operation-note.ts';
import { SECOND } from '../../src/lease/time.ts';
import { NOW } from './leases.ts';
import { noteOf } from './operations.ts';
import { HOLDER } from './plan-rows.ts';
import type { PlanScene } from './plan-scene.ts';

export const FENCE = {
  id: '3f2a91c4',
  holder: 'kubectl-lease/3f2a91c4',
  flags: (seconds: number): string[] => [
    `--lease-duration=${seconds}s`,
    '--renew-deadline=10s',
    '--retry-period=2s',
  ],
} as const;

/** The holder before it, which acquired the Lease ten minutes ago. */
export const BEFORE = {
  ...{ uid: 'uid-1', holder: HOLDER, transitions: 2 },
  acquireTime: NOW - 600 * SECOND,
};

/** A note as a run of ours writes it, ten seconds ago. */
export function honest(changes: Partial<OperationNote> = {}): OperationNote {
  return noteOf({ at: NOW - 10 * SECOND, before: BEFORE, ...changes });
}

interface Standing {
  /** leaseDurationSeconds of the fence; null where it has none. */
  readonly seconds?: number | null;
}

/** As its annotation, where it is text; no annotation where it is null. */
export function fenced(
  note: Partial<OperationNote> | string | null = {},
  { seconds = 30 }: Standing = {},
): PlanScene {
  const text = typeof note === 'object' && note !== null ? formatNote(honest(note)) : note;
  const times = { acquireTime: '2026-11-25T02:59:50.000000Z' };
  return {
    ...{ holder: FENCE.holder, pods: [], manager: 'kubectl-lease' },
    lease: { stampedAgo: 10, spec: { ...times, leaseDurationSeconds: seconds } },
    metadata: text === null ? {} : { annotations: { [OPERATION]: text } },
  };
}
