// Situations in which somebody wrote the holder by hand.
import type { Case } from './case.ts';
import { ago } from './objects.ts';
import type { Situation } from './situation.ts';

/** Who owns the holder since when, and when another renewed: seconds ago. */
function written(manager: string, holder: number, renewed: number): Situation {
  const entry = (by: string, seconds: number, field: string) => ({
    ...{ manager: by, operation: 'Update', time: ago(seconds) },
    fieldsV1: { 'f:spec': { [field]: {} } },
  });
  return {
    lease: { spec: { holderIdentity: 'mallory' } },
    pod: null,
    metadata: {
      managedFields: [
        entry('elector', renewed, 'f:renewTime'),
        entry(manager, holder, 'f:holderIdentity'),
      ],
    },
  };
}

export const HAND: readonly Case[] = [
  {
    id: 'holder-written-by-hand',
    given: [['by kubectl patch', 'high', 'owned by kubectl-patch', written('kubectl-patch', 2, 5)]],
    not: [
      ['renewed since under that name', written('kubectl-patch', 9, 2)],
      ['written by an elector', written('manager', 2, 5)],
      ['a fence of ours', written('kubectl-lease', 2, 5)],
    ],
  },
];
