// Situations in which the holder's Pod is gone, or on its way out.
import type { Case } from './case.ts';

const GONE = { pod: null };
const AKS = 'kube-controller-manager-5dd487bb7b-5ffjv_74b9fa94-33c1-481b-bd15-f159ceb3a089';
/** OpenShift's 137/107/26. */
const SLOW = { leaseDurationSeconds: 137 };
const RELEASED = { holderIdentity: '', leaseDurationSeconds: 1 };

export const HOLDER: readonly Case[] = [
  {
    id: 'holder-gone',
    given: [
      [
        'while its term runs',
        'medium',
        'which is no Pod of this cluster',
        { ...GONE, lease: { stampedAgo: 4 } },
      ],
      [
        'silent for longer than it should be',
        'medium',
        'it should renew every 2s',
        { ...GONE, lease: { stampedAgo: 4 } },
      ],
      [
        'of OpenShift, silent for longer than it should be',
        'medium',
        'renewed 28s ago',
        { ...GONE, lease: { stampedAgo: 28, spec: SLOW } },
      ],
      ['and it is late', 'high', 'no Pod reconciler-', { ...GONE, lease: { stampedAgo: 8 } }],
      ['and it has expired', 'high', 'no Pod reconciler-', { ...GONE, lease: { stampedAgo: 60 } }],
      [
        'of a lock without a term',
        'high',
        'nothing but its owner frees it',
        {
          ...GONE,
          lease: {
            name: 'backup',
            spec: {
              leaseDurationSeconds: null,
              renewTime: null,
              leaseTransitions: null,
              holderIdentity: 'backup-7b9f47878b-zmdqp',
            },
          },
        },
      ],
      [
        'a control plane that a provider runs, silent',
        'high',
        'renewed 60s ago',
        {
          ...GONE,
          lease: {
            ...{ namespace: 'kube-system', name: 'kube-controller-manager', stampedAgo: 60 },
            spec: { holderIdentity: AKS },
          },
        },
      ],
      [
        'watched, and not renewed',
        'medium',
        'renewed 4s ago',
        { ...GONE, lease: { stampedAgo: 4 }, writes: [] },
      ],
    ],
    not: [
      ['there', {}],
      ['renewed as it should be: it may run elsewhere', { ...GONE, lease: { stampedAgo: 3 } }],
      [
        'watched for less than it takes to renew',
        { ...GONE, lease: { stampedAgo: 5, spec: SLOW }, writes: [] },
      ],
      [
        'silent for as long as it may be',
        { ...GONE, lease: { stampedAgo: 27, spec: SLOW }, writes: [] },
      ],
      [
        'of a term that does not tell how often it is renewed',
        { ...GONE, lease: { stampedAgo: 20, spec: { leaseDurationSeconds: 50 } } },
      ],
      ['renewing while it was watched: it runs elsewhere', { ...GONE, writes: [{ after: 2 }] }],
      ['a host, by its name', { ...GONE, lease: { spec: { holderIdentity: 'worker-1' } } }],
      [
        'a control plane that a provider runs',
        {
          ...GONE,
          lease: {
            namespace: 'kube-system',
            name: 'kube-controller-manager',
            spec: { holderIdentity: AKS },
          },
        },
      ],
      ['released', { ...GONE, lease: { spec: RELEASED } }],
    ],
  },
  {
    id: 'holder-terminating',
    given: [
      ['while it holds', 'medium', 'deletionTimestamp', { pod: { deleting: true, ready: false } }],
    ],
    not: [
      ['and it has expired', { pod: { deleting: true }, lease: { stampedAgo: 60 } }],
      ['not being deleted', {}],
    ],
  },
];
