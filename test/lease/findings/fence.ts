// Situations in which a fence of ours stands in the Lease.
import { formatNote } from '../../../src/lease/operation-note.ts';
import { formatMicroTime, SECOND } from '../../../src/lease/time.ts';
import { NOW } from '../leases.ts';
import { noteOf } from '../operations.ts';
import type { Case } from './case.ts';
import { ago } from './objects.ts';
import type { Situation } from './situation.ts';

const ID = '3f2a91c4';

/** Renewed so many seconds ago; without a note where `renewEvery` is undefined. */
export function fenced(renewed: number, renewEvery?: number): Situation {
  const note = (every: number): Record<string, string> => ({
    'kubectl-lease.github.io/operation-id': ID,
    'kubectl-lease.github.io/operation': formatNote(
      noteOf({ at: NOW - (renewed + 1) * SECOND, renewEvery: every }),
    ),
  });
  const at = formatMicroTime(NOW - renewed * SECOND);
  return {
    lease: {
      spec: {
        ...{ holderIdentity: `kubectl-lease/${ID}`, leaseDurationSeconds: 30 },
        ...{ acquireTime: at, renewTime: at, leaseTransitions: 4 },
      },
    },
    pod: null,
    metadata: {
      ...(renewEvery === undefined ? {} : { annotations: note(renewEvery) }),
      managedFields: [
        {
          ...{ manager: 'kubectl-lease', operation: 'Update', time: ago(renewed) },
          fieldsV1: { 'f:spec': { 'f:holderIdentity': {}, 'f:renewTime': {} } },
        },
      ],
    },
  };
}

export const FENCE: readonly Case[] = [
  {
    id: 'fence-left-behind',
    given: [
      ['it missed three renewals', 'high', 'by alice: "split brain drill" INC-4711', fenced(12, 3)],
      ['it is over', 'high', 'its term is over', fenced(400, 3)],
      ['late, and it does not say whose it is', 'high', 'does not say by whom', fenced(20)],
    ],
    not: [
      ['it is renewed', fenced(2, 3)],
      ['it is renewed seldom', fenced(12, 10)],
      ['it does not say whose it is, and is renewed', fenced(2)],
      ['no fence', {}],
    ],
  },
];
