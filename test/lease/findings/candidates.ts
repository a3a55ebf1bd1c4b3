// Situations of coordinated elections: the gate, and candidates that do not differ as they should.
import type { Case } from './case.ts';
import { candidate, COORDINATED } from './objects.ts';
import type { Situation } from './situation.ts';

const coordinated = (...others: NonNullable<Situation['others']>): Situation => ({
  lease: COORDINATED,
  others,
});

export const CANDIDATES: readonly Case[] = [
  {
    id: 'coordination-off',
    given: [
      [
        'while somebody leads',
        'medium',
        'of the API server that answered is off',
        { ...coordinated(), gate: false },
      ],
      [
        'and nobody leads',
        'high',
        'of the API server that answered is off',
        { lease: { ...COORDINATED, stampedAgo: 60 }, gate: false },
      ],
    ],
    not: [
      ['on', { ...coordinated(), gate: true }],
      ['not known', coordinated()],
      ['of another election', { gate: false }],
    ],
  },
  {
    id: 'candidate-strategies-differ',
    given: [
      [
        'of one version',
        'high',
        'b: strategy example.com/mine',
        coordinated(candidate('a'), candidate('b', { strategy: 'example.com/mine' })),
      ],
    ],
    not: [
      ['the same', coordinated(candidate('a'), candidate('b'))],
      [
        'of two versions, of which the latest counts',
        coordinated(
          candidate('a'),
          candidate('b', { strategy: 'example.com/mine', binary: '1.37.0' }),
        ),
      ],
      [
        'one that no longer answers',
        coordinated(candidate('a'), candidate('b', { strategy: 'example.com/mine', pingedAgo: 6 })),
      ],
    ],
  },
  {
    id: 'candidate-versions-differ',
    given: [
      [
        'binaries',
        'low',
        'b: version 1.37.0, emulates 1.36.0',
        coordinated(candidate('a'), candidate('b', { binary: '1.37.0' })),
      ],
      [
        'emulations',
        'low',
        'emulates 1.35.0',
        coordinated(candidate('a'), candidate('b', { emulation: '1.35.0' })),
      ],
    ],
    not: [
      ['alike', coordinated(candidate('a'), candidate('b'))],
      [
        'one that no longer answers',
        coordinated(candidate('a'), candidate('b', { binary: '1.35.0', pingedAgo: 6 })),
      ],
      ['of another election', { others: [candidate('a'), candidate('b', { binary: '1.37.0' })] }],
    ],
  },
  {
    id: 'candidates-tied',
    given: [
      ['all of them', 'medium', 'a, which leads', coordinated(candidate('a'), candidate('b'))],
      [
        'the oldest',
        'medium',
        '2 candidates',
        coordinated(candidate('a'), candidate('b'), candidate('c', { createdAgo: 400 })),
      ],
    ],
    not: [
      ['a second apart', coordinated(candidate('a'), candidate('b', { createdAgo: 499 }))],
      ['of different versions', coordinated(candidate('a'), candidate('b', { binary: '1.37.0' }))],
      [
        'behind the oldest',
        coordinated(candidate('z', { createdAgo: 900 }), candidate('a'), candidate('b')),
      ],
      [
        'with one that no longer answers',
        coordinated(candidate('a'), candidate('b', { pingedAgo: 6 })),
      ],
      [
        'under a strategy that is not known',
        {
          lease: { spec: { ...COORDINATED.spec, strategy: 'example.com/mine' } },
          others: [candidate('a'), candidate('b')],
        },
      ],
    ],
  },
];
