// What is planned for the fence of a run that is dead.
import { describe } from 'node:test';
import { OPERATION } from '../../src/lease/fence.ts';
import { formatNote, type OperationNote } from '../../src/lease/operation-note.ts';
import { SECOND } from '../../src/lease/time.ts';
import { NOW } from './leases.ts';
import { noteOf } from './operations.ts';
import { checkPlans, EVICT, HOLDER, NAME, type Row } from './plan-rows.ts';
import type { PlanScene } from './plan-scene.ts';

function fenced(changes: Partial<OperationNote> = {}): PlanScene {
  const before = { uid: 'uid-1', holder: HOLDER, acquireTime: NOW, transitions: 2 };
  const note = noteOf({ at: NOW - 10 * SECOND, before, elector: 'java', ...changes });
  return {
    ...{ holder: 'kubectl-lease/3f2a91c4', pods: [] },
    lease: { stampedAgo: 10, spec: { acquireTime: '2026-11-25T02:59:50.000000Z' } },
    metadata: { annotations: { [OPERATION]: formatNote(note) } },
  };
}

const NOTED_POD = {
  ref: { namespace: 'payments', name: NAME },
  ...{ uid: 'u', containers: ['containerd://A1'] },
};

const ROWS: readonly Row[] = [
  {
    title: "a dead run's fence: what is left of its bound, by its own row",
    scene: fenced(),
    // Ten seconds of watching are past, beside the ten before.
    plan: { action: 'step-down', speed: 'wait', bound: 0 },
    row: 'java',
  },
  {
    title: "a dead run's fence that had been put back since: from then",
    scene: {
      ...fenced({ bound: 60, at: NOW - 50 * SECOND }),
      lease: { stampedAgo: 1, spec: { acquireTime: '2026-11-25T02:59:59.000000Z' } },
    },
    plan: { bound: 60 - 1 - 10 },
  },
  {
    title: "a dead run's fence, of a library that was not measured: there is no bound",
    scene: fenced({ bound: Infinity, elector: 'unmeasured' }),
    plan: { bound: undefined },
    row: 'unmeasured',
  },
  {
    title: "a dead run's eviction is carried on only by who asks for one",
    scene: fenced({ speed: 'evict', pod: NOTED_POD }),
    plan: { speed: 'wait', evictAfter: undefined },
  },
  {
    title: "a dead run's eviction, and who takes it over asks for one",
    scene: { ...fenced({ speed: 'evict', pod: NOTED_POD, bound: 60 }), wish: EVICT },
    plan: { speed: 'evict' },
    containers: ['A1'],
  },
  {
    title: "a dead run that only waited knew no Pod to evict: it may have been a mirror's",
    scene: { ...fenced({ speed: 'wait', pod: NOTED_POD, bound: 60 }), wish: EVICT },
    plan: { speed: 'wait', evictAfter: undefined },
  },
];

describe('a plan', () => {
  checkPlans(ROWS);
});
