// Situations in which nobody acts.
import type { Case } from './case.ts';
import { ago } from './objects.ts';
import type { Situation } from './situation.ts';

const RELEASED = { holderIdentity: '', leaseDurationSeconds: 1 };

/** As the libraries release that leave the holder in it. */
const left = (manager: string, leaseDurationSeconds = 1): Situation => ({
  lease: { stampedAgo: 30, spec: { leaseDurationSeconds } },
  metadata: {
    managedFields: [
      {
        ...{ manager, operation: 'Update', time: ago(30) },
        fieldsV1: { 'f:spec': { 'f:renewTime': {} } },
      },
    ],
  },
});

export const LIVENESS: readonly Case[] = [
  {
    id: 'stale-renewal',
    given: [
      ['silent past its term', 'high', 'renewed 16s ago', { lease: { stampedAgo: 16 } }],
      ['beyond any takeover', 'high', 'within 23.8s', { lease: { stampedAgo: 30 } }],
      ...['fabric8-kubernetes-client', 'Kubernetes Java Client', 'OpenAPI-Generator'].map(
        (manager) =>
          [
            `a term of 1s, as ${manager} releases`,
            'medium',
            `released or silent: ${manager}`,
            left(manager),
          ] as const,
      ),
      ['a term of 1s of another', 'high', 'its term is 1s', left('elector')],
      [
        'longer than as it releases',
        'high',
        'its term is 2s',
        left('fabric8-kubernetes-client', 2),
      ],
      [
        'a lock with a term',
        'medium',
        'its term is 15s',
        {
          lease: { stampedAgo: 16, labels: { tfstate: 'true' }, spec: { holderIdentity: 'x' } },
        },
      ],
    ],
    not: [
      ['at the end of its term', { lease: { stampedAgo: 15 } }],
      ['released', { lease: { stampedAgo: 100, spec: RELEASED } }],
      ['without stamps', { lease: { stampedAgo: 100, managedFields: false } }],
      [
        'not past the clock of a server of which nothing is known',
        { lease: { stampedAgo: 100, skew: 60 }, version: null },
      ],
    ],
  },
  {
    id: 'late-renewal',
    given: [
      ['past half of its term', 'medium', '7s left', { lease: { stampedAgo: 8 } }],
      [
        'a node past half of it',
        'medium',
        '19s left',
        {
          lease: {
            ...{ stampedAgo: 21, namespace: 'kube-node-lease', name: 'worker-1' },
            spec: { holderIdentity: 'worker-1', leaseDurationSeconds: 40 },
          },
        },
      ],
    ],
    not: [
      ['within half of it', { lease: { stampedAgo: 7 } }],
      [
        'told to renew once in half a term',
        {
          lease: { stampedAgo: 8 },
          pod: { args: ['--lease-duration=15s', '--renew-deadline=10s', '--retry-period=7.5s'] },
        },
      ],
      [
        'a sign of life',
        {
          lease: {
            stampedAgo: 40,
            name: 'gardener-extension-heartbeat',
            spec: { leaseDurationSeconds: 60 },
          },
        },
      ],
    ],
  },
  {
    id: 'released-unclaimed',
    given: [
      [
        'for more than a minute',
        'medium',
        'since 61s',
        { lease: { stampedAgo: 61, spec: RELEASED } },
      ],
    ],
    not: [
      ['for a minute', { lease: { stampedAgo: 60, spec: RELEASED } }],
      ['without stamps', { lease: { stampedAgo: 600, spec: RELEASED, managedFields: false } }],
      [
        'never held',
        {
          lease: {
            stampedAgo: 600,
            spec: { holderIdentity: null, acquireTime: null, renewTime: null, leaseTransitions: 0 },
          },
        },
      ],
    ],
  },
];
