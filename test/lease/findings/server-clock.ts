// An API server whose Date header and stamps do not agree, or whose answers contradict each other.
import type { Case } from './case.ts';

const measured = (offset: number, doubt?: string) => ({
  measured: { seen: true as const, value: { offset, answers: 3, doubt } },
});

export const SERVER_CLOCK: readonly Case[] = [
  {
    id: 'server-clock',
    given: [
      [
        'a proxy writes a Date that is an hour ahead',
        'medium',
        'its Date header is 1h ahead of the stamps that it puts on objects (3 answers)',
        measured(3600),
      ],
      [
        'a Date that is behind',
        'medium',
        'its Date header is 20s behind the stamps',
        measured(-20),
      ],
      [
        'two servers behind one address',
        'medium',
        'behind this address are 20s apart',
        measured(0, 'the clocks of the API servers behind this address are 20s apart'),
      ],
      [
        'its holder writes to a server that is 20 s behind',
        'medium',
        'is stamped 20s earlier',
        { lease: { stampedAgo: 20 }, writes: [{ after: 2 }, { after: 4 }] },
      ],
    ],
    not: [
      ['Date and stamps agree', measured(0)],
      ['it could not be measured', { measured: { seen: false, why: 'forbidden' } }],
      ['its holder is seen to renew, and the stamps agree', { writes: [{ after: 2 }] }],
      ['the Lease is old and nobody renews it', { lease: { stampedAgo: 300 }, writes: [] }],
    ],
  },
];
