// Situations in which a Lease is timed as it should not be.
import type { Case } from './case.ts';
import { COORDINATED } from './objects.ts';
import type { Situation } from './situation.ts';

const every = (seconds: number, term = 15): Situation => ({
  lease: { spec: { leaseDurationSeconds: term } },
  writes: [{ after: seconds }, { after: 2 * seconds }],
});

const told = (duration: number, deadline: number | undefined, period: number): Situation => ({
  lease: { spec: { leaseDurationSeconds: duration } },
  pod: {
    args: [
      `--lease-duration=${duration}s`,
      ...(deadline === undefined ? [] : [`--renew-deadline=${deadline}s`]),
      `--retry-period=${period}s`,
    ],
  },
});

const usual = (duration: number): Situation => ({
  lease: { spec: { leaseDurationSeconds: duration } },
});

export const TIMING: readonly Case[] = [
  {
    id: 'renews-too-often',
    given: [
      ['as it was seen', 'medium', 'renewed 2 times in 0.4s of watching', every(0.2)],
      ['just too often', 'medium', '25 renewals in one term', every(0.59)],
      ['by its flags', 'medium', 'retryPeriod 0.5s', told(15, 10, 0.5)],
      ['a long term', 'low', '30 renewals in one term; that is 43200 writes a day', every(2, 60)],
      ['coordinated', 'medium', '75 renewals', { ...every(0.2), lease: COORDINATED }],
    ],
    not: [
      ['25 times in its term', every(0.6)],
      ["Rancher's 45s by 2s", every(2, 45)],
      ['once: that is no rhythm', { writes: [{ after: 0.2 }] }],
      ['one quick write', { writes: [{ after: 0.2 }, { after: 2.2 }] }],
      ['told to, but seen not to', { ...told(15, 10, 0.5), writes: [{ after: 2 }, { after: 4 }] }],
      ['what is usual', usual(15)],
      [
        'an API server, whose term is an hour',
        {
          ...every(10, 3600),
          lease: {
            namespace: 'kube-system',
            name: `apiserver-${'a'.repeat(26)}`,
            spec: { leaseDurationSeconds: 3600 },
          },
        },
      ],
    ],
  },
  {
    id: 'renew-deadline-too-long',
    given: [
      [
        'together longer than the term',
        'high',
        'it stops up to 16s after its last renewal',
        told(15, 14, 2),
      ],
      ['longer than the term itself', 'high', 'client-go starts no election', told(15, 15, 2)],
    ],
    not: [
      ['that just meet', told(12, 10, 2)],
      ['as usual', told(15, 10, 2)],
      ['without a deadline', told(15, undefined, 2)],
      ["OpenShift's 270/240/60, which nothing of its Pod says", usual(270)],
      ['that are not of this Lease', { ...told(20, 19, 2), lease: {} }],
    ],
  },
  {
    id: 'too-few-retries',
    given: [
      [
        'for a second attempt',
        'medium',
        'renewDeadline 9s is 1.8 times the retryPeriod of 5s',
        told(15, 9, 5),
      ],
    ],
    not: [
      ['two attempts', told(15, 10, 5)],
      ['without a deadline', told(15, undefined, 5)],
    ],
  },
  {
    id: 'restart-not-tolerated',
    given: [
      [
        'by its deadline',
        'medium',
        'renewDeadline less one retryPeriod is 3s: the flags of its Pod',
        told(6, 4, 1),
      ],
      ['by its term', 'medium', 'its term is 5s', usual(5)],
    ],
    not: [
      ['a deadline that leaves five seconds', told(8, 6, 1)],
      ['a term of six seconds', usual(6)],
      [
        'released, which sets the term to a second',
        { lease: { spec: { holderIdentity: '', leaseDurationSeconds: 1 } } },
      ],
      [
        'fenced',
        { lease: { spec: { holderIdentity: 'kubectl-lease/3f2a91c4', leaseDurationSeconds: 5 } } },
      ],
      [
        'coordinated, just elected',
        { lease: { spec: { ...COORDINATED.spec, leaseDurationSeconds: 5 } } },
      ],
      ['expired', { lease: { stampedAgo: 60, spec: { leaseDurationSeconds: 5 } } }],
    ],
  },
];
