// Situations in which the holder's Pod cannot be acting, or its clock is wrong.
import type { Case } from './case.ts';
import { COORDINATED } from './objects.ts';

const GONE = { pod: null };
const AKS = 'kube-controller-manager-5dd487bb7b-5ffjv_74b9fa94-33c1-481b-bd15-f159ceb3a089';
const BACK_OFF = { waiting: { reason: 'CrashLoopBackOff' } };
const ELECTS = ['--leader-elect=true'];
const JUST = { running: { startedAt: '2026-11-25T02:59:30Z' } };
const MINUTE_AGO = { running: { startedAt: '2026-11-25T02:59:00Z' } };
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
    id: 'holder-not-ready',
    given: [
      [
        'renewing all the same',
        'high',
        'condition Ready is not True',
        { pod: { ready: false, state: MINUTE_AGO } },
      ],
      [
        'its container waiting',
        'high',
        'CrashLoopBackOff',
        { pod: { ready: false, state: BACK_OFF } },
      ],
      ['its Pod at its end', 'high', 'phase Failed', { pod: { phase: 'Failed' } }],
      [
        'which says no more than that',
        'high',
        'Ready says whether it serves',
        { pod: { ready: false, state: MINUTE_AGO } },
      ],
      [
        'its container that campaigns, beside one that is well',
        'high',
        'container proxy: not ready',
        { pod: { sidecar: { state: BACK_OFF, args: ELECTS } } },
      ],
      [
        'its container that campaigns, by its environment',
        'high',
        'container proxy: not ready',
        { pod: { sidecar: { state: BACK_OFF, env: { LEADER_ELECT: 'true' } } } },
      ],
      [
        'all of its containers',
        'high',
        'container manager: not ready',
        { pod: { ready: false, state: MINUTE_AGO, sidecar: { state: BACK_OFF } } },
      ],
      [
        'a sidecar of the one that campaigns',
        'low',
        'beside it in its Pod is not ready: proxy',
        { pod: { args: ELECTS, sidecar: { state: BACK_OFF } } },
      ],
      [
        'a sidecar that only knows its Pod',
        'low',
        'is not ready: proxy',
        {
          pod: {
            sidecar: { state: BACK_OFF, env: { POD_NAME: 'a' }, args: ['--pod-namespace=a'] },
          },
        },
      ],
      [
        'one of two, and neither says which campaigns',
        'low',
        'is not ready: proxy',
        { pod: { sidecar: { state: BACK_OFF } } },
      ],
      [
        'one of two that campaign',
        'low',
        'is not ready: proxy',
        { pod: { args: ELECTS, sidecar: { state: BACK_OFF, args: ELECTS } } },
      ],
      [
        'by a readiness gate alone',
        'low',
        'though no container says so',
        { pod: { condition: false } },
      ],
      ['likely its Pod', 'high', 'likely its Pod', { pod: { ready: false }, grants: null }],
    ],
    not: [
      ['ready', {}],
      ['started half a minute ago', { pod: { ready: false, state: JUST } }],
      ['being deleted', { pod: { ready: false, deleting: true } }],
      ['silent', { pod: { ready: false }, lease: { stampedAgo: 60 } }],
      ['younger than its term: a Pod of that name', { pod: { ready: false, createdAgo: 1 } }],
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
