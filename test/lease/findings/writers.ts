// Situations in which others than its holder may write a Lease, or its holder more than this one.
import type { Case } from './case.ts';
import { granted, neighbour, pod } from './objects.ts';
import type { Situation } from './situation.ts';

const may = (rules: string, namespace?: string): Situation => ({
  grants: [granted(rules, namespace)],
});

const others = (to: string, rules: string, namespace?: string): Situation => ({
  grants: [{ ...granted(rules, namespace), to: [to] }],
});

const LEASES = 'leases.coordination.k8s.io';

/** As bootstrappolicy/namespace_policy.go makes it. */
const LEADER_LOCKING: Situation = {
  lease: {
    ...{ namespace: 'kube-system', name: 'kube-scheduler' },
    spec: { holderIdentity: 'control-plane-1_74b9fa94-33c1-481b-bd15-f159ceb3a089' },
  },
  grants: [
    {
      ...{ namespace: 'kube-system', name: 'system::leader-locking-kube-scheduler' },
      ...{ to: ['User system:kube-scheduler'], rules: [`get,update ${LEASES}`] },
    },
  ],
};

export const WRITERS: readonly Case[] = [
  {
    id: 'others-may-write',
    given: [
      [
        'a user',
        'medium',
        'User alice: patch, by RoleBinding more',
        others('User alice', `patch ${LEASES}`, 'payments'),
      ],
      ['everywhere', 'medium', 'Group devs: delete', others('Group devs', `delete ${LEASES}`)],
      [
        'another account',
        'medium',
        'ServiceAccount payments/exporter',
        others('ServiceAccount payments/exporter', `update ${LEASES} reconciler`, 'payments'),
      ],
    ],
    not: [
      ['its holder itself', {}],
      [
        'its holder, spelled as a user',
        others(
          'User system:serviceaccount:payments:reconciler',
          `update ${LEASES} reconciler`,
          'payments',
        ),
      ],
      ['in another namespace', others('User alice', `patch ${LEASES}`, 'other')],
      ['another Lease', others('User alice', `patch ${LEASES} exporter`, 'payments')],
      ['reading it', others('User alice', `get ${LEASES}`, 'payments')],
      [
        'of a holder that is no Pod: who else, is not known',
        { ...others('User alice', `patch ${LEASES}`), pod: null },
      ],
    ],
  },
  {
    id: 'others-may-become-writers',
    given: [
      [
        'by making Pods there',
        'low',
        'User alice: create pods, by RoleBinding more',
        others('User alice', 'create pods', 'payments'),
      ],
      [
        'by a token',
        'low',
        'create serviceaccounts/token',
        others('User alice', 'create serviceaccounts/token'),
      ],
    ],
    not: [
      ['nobody', {}],
      ['making Pods elsewhere', others('User alice', 'create pods', 'other')],
    ],
  },
  {
    id: 'default-service-account',
    given: [
      [
        'that may write it',
        'medium',
        'which may update leases.coordination.k8s.io named reconciler in payments',
        {
          pod: { account: 'default' },
          ...others('ServiceAccount payments/default', `update ${LEASES} reconciler`, 'payments'),
        },
      ],
    ],
    not: [
      ['that may not', { pod: { account: 'default' } }],
      [
        'that may read it',
        {
          pod: { account: 'default' },
          ...others('ServiceAccount payments/default', `get ${LEASES}`, 'payments'),
        },
      ],
      ['another one that may', {}],
    ],
  },
  {
    id: 'lease-rule-without-names',
    given: [
      [
        'alone',
        'low',
        'update leases.coordination.k8s.io in payments, by RoleBinding more',
        may(`create,update ${LEASES}`, 'payments'),
      ],
      [
        'with others beside it',
        'low',
        'other Leases there: exporter',
        { ...may(`patch ${LEASES}`, 'payments'), others: [neighbour('exporter', 'exporter')] },
      ],
    ],
    not: [
      ['by name', {}],
      ["Kubernetes' own rule for its control plane", LEADER_LOCKING],
      [
        'of a holder that is only a guess',
        { ...may(`update ${LEASES}`, 'payments'), others: [pod({ namespace: 'other' })] },
      ],
      ['only creating', may(`create ${LEASES}`, 'payments')],
      ['in another namespace', may(`update ${LEASES}`, 'other')],
      ['everywhere, which is worse', may(`update ${LEASES}`)],
      ['with everything else, which is worse', may('* *', 'payments')],
    ],
  },
];
