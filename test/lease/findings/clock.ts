// Situations in which the holder's clock is wrong, or only its request was slow.
import type { Case } from './case.ts';
import { COORDINATED } from './objects.ts';

export const CLOCK: readonly Case[] = [
  {
    id: 'holder-clock',
    given: [
      ['far behind', 'medium', 'renewTime is 10s behind', { lease: { skew: -10 } }],
      ['far behind, once', 'medium', 'a request that took as long', { lease: { skew: -10 } }],
      [
        'behind in every renewal',
        'medium',
        'renewTime is 3s behind',
        {
          lease: { skew: -6 },
          writes: [
            { after: 2, skew: -4 },
            { after: 4, skew: -3 },
          ],
        },
      ],
      [
        'behind in two renewals',
        'medium',
        'the least of the 2 renewals',
        { lease: { skew: -3 }, writes: [{ after: 2 }] },
      ],
      ['ahead', 'medium', 'renewTime is 3s ahead of', { lease: { skew: 3 } }],
      ['of a zone', 'low', 'time zones', { lease: { skew: 5.5 * 3600 } }],
      ['of Nepal', 'low', 'time zones', { lease: { skew: 5.75 * 3600 + 1 } }],
      ['hours that are no zone', 'medium', 'nothing says', { lease: { skew: 3600 * 15 } }],
      ['an hour and a bit', 'medium', 'nothing says', { lease: { skew: 3600 + 3 } }],
      [
        'a quarter past, which no zone is',
        'medium',
        'nothing says',
        { lease: { skew: 3600 * 1.25 } },
      ],
      ['a quarter, which no zone is', 'medium', 'nothing says', { lease: { skew: 900 } }],
      [
        'where the control plane goes by it',
        'high',
        'its own clock',
        {
          lease: { ...COORDINATED, skew: -30 },
        },
      ],
      [
        'where its library goes by it',
        'high',
        'fabric8',
        {
          lease: { skew: -30 },
          metadata: {
            managedFields: [
              {
                manager: 'fabric8-kubernetes-client',
                operation: 'Update',
                time: '2026-11-25T02:59:58Z',
                fieldsV1: { 'f:spec': { 'f:renewTime': {} } },
              },
            ],
          },
        },
      ],
    ],
    not: [
      ['behind, once: that request may have been slow', { lease: { skew: -3.4 } }],
      ['behind, once, and not renewed since', { lease: { skew: -9.9 }, writes: [] }],
      [
        'behind, and then not',
        { lease: { skew: -30 }, writes: [{ after: 2 }, { after: 4, skew: -0.4 }] },
      ],
      [
        'behind, once, and by another holder once more',
        { lease: { skew: -3 }, writes: [{ after: 2, holder: 'another' }] },
      ],
      ['behind, where the control plane goes by it, once', { lease: { ...COORDINATED, skew: -9 } }],
      ['behind as far as stamps tell', { lease: { skew: -2 } }],
      ['ahead as far as stamps tell', { lease: { skew: 2 } }],
      ['ahead, on a server that may not stamp', { lease: { skew: 60 }, version: null }],
    ],
  },
];
