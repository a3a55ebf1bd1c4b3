// One course of each kind of operation, in the seconds of a real one, with everybody who acts beside it.
import { OPERATION, OPERATION_ID } from '../../../src/lease/fence.ts';
import type { RawObject } from '../../../src/lease/lease.ts';
import { formatNote } from '../../../src/lease/operation-note.ts';
import type { Change } from '../../../src/lease/stepdown.ts';
import { formatMicroTime, SECOND } from '../../../src/lease/time.ts';
import { NOW } from '../../lease/leases.ts';
import { noteOf } from '../../lease/operations.ts';
import { leaseOf, planFor, POD } from '../plans.ts';
import type { Actors } from './actors.ts';

export interface Course {
  readonly lease: RawObject;
  readonly plan: Change;
  readonly begins: (actors: Actors) => void;
}

const ago = (seconds: number): string => formatMicroTime(NOW - seconds * SECOND);

const TIMES: Partial<Change> = {
  ...{ term: 15, interval: 2, fenceSeconds: 30, renewEvery: 5, bound: 20 },
  stops: [10, 12],
  ...{ patience: 30, ifToolDies: 39 },
};

function held(spec: RawObject = {}, metadata: RawObject = {}): RawObject {
  return leaseOf({ acquireTime: ago(600), renewTime: ago(1), ...spec }, metadata);
}

const LED = held();
const SILENT = held({ renewTime: ago(60) });
const COORDINATED = held({ strategy: 'OldestEmulationVersion', acquireTime: undefined });

const DEAD = '00000000';
const BEFORE = { uid: 'uid-1', holder: 'old', acquireTime: NOW - 600 * SECOND, transitions: 2 };
const NOTE = noteOf({ id: DEAD, at: NOW - 40 * SECOND, before: BEFORE, bound: 60 });
const ADOPTED = {
  id: DEAD,
  note: NOTE,
  renewedAt: NOW - 40 * SECOND,
  manager: 'kubectl-lease',
};
const FENCED = held(
  { holderIdentity: `kubectl-lease/${DEAD}`, leaseDurationSeconds: 300, renewTime: ago(40) },
  { annotations: { [OPERATION_ID]: DEAD, [OPERATION]: formatNote(NOTE) } },
);

const stopped = ({ ledger }: Actors): void => {
  ledger.stoppedAt = 0;
};

export const COURSES: Readonly<Record<string, Course>> = {
  release: {
    lease: SILENT,
    plan: planFor(SILENT, { ...TIMES, action: 'release', speed: undefined, bound: undefined }),
    begins: (actors) => {
      stopped(actors);
      void actors.candidate('next');
    },
  },
  'step-down, waiting': {
    lease: LED,
    plan: planFor(LED, TIMES),
    begins: (actors) => {
      void actors.old(false);
      void actors.candidate('next');
    },
  },
  'step-down, evicting': {
    lease: LED,
    plan: planFor(LED, { ...TIMES, pod: POD, speed: 'evict', evictAfter: 3 }),
    begins: (actors) => {
      void actors.old(true);
      void actors.candidate('next');
    },
  },
  'adoption of an abandoned fence': {
    lease: FENCED,
    plan: planFor(FENCED, { ...TIMES, adopts: ADOPTED, fenceSeconds: 60, bound: 20 }),
    begins: (actors) => {
      stopped(actors);
      void actors.candidate('next');
    },
  },
  'hand-over': {
    lease: COORDINATED,
    plan: planFor(COORDINATED, {
      ...{ ...TIMES, action: 'hand-over', speed: undefined, asked: 'b', bound: undefined },
      ...{ elector: undefined, fenceSeconds: 0 },
    }),
    begins: (actors) => {
      void actors.old(false);
      void actors.controlPlane();
    },
  },
};
