// Situations in which the holder may do more than lead.
import type { FindingId } from '../../../src/lease/finding.ts';
import type { Case } from './case.ts';
import { granted, pod } from './objects.ts';
import type { Situation } from './situation.ts';

const may = (rules: string, namespace?: string): Situation => ({
  grants: [granted(rules, namespace)],
});

const ADMISSION = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
const APPROVAL = 'certificatesigningrequests.certificates.k8s.io/approval';
const RBAC = 'rbac.authorization.k8s.io';
const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';

const MANAGER = 'system:kube-controller-manager';

/** The control plane with its usual user, to which a binding of that name gives a right. */
const manager = (rules: string, binding: string): Situation => ({
  lease: {
    ...{ namespace: 'kube-system', name: 'kube-controller-manager' },
    spec: { holderIdentity: 'control-plane-1_74b9fa94-33c1-481b-bd15-f159ceb3a089' },
  },
  grants: [{ name: binding, role: MANAGER, to: [`User ${MANAGER}`], rules: [rules] }],
});

/** High everywhere, medium in a namespace or for some names. */
const ESCALATES: readonly (readonly [FindingId, rules: string])[] = [
  ['may-escalate', `escalate clusterroles.${RBAC}`],
  ['may-bind-any-role', `bind clusterroles.${RBAC}`],
  ['may-impersonate', 'impersonate serviceaccounts'],
  ['may-issue-tokens', 'create serviceaccounts/token'],
];

/** Of what is in no namespace: a RoleBinding gives nothing of it. */
const CLUSTER: readonly (readonly [
  FindingId,
  'high' | 'medium',
  rules: string,
  harmless: string,
])[] = [
  ['may-change-admission', 'high', `update ${ADMISSION}`, `list ${ADMISSION}`],
  ['may-reach-kubelets', 'high', 'get nodes/proxy', 'get nodes/metrics'],
  ['may-issue-certificates', 'high', `update ${APPROVAL}`, `get ${APPROVAL}`],
  [
    'may-replace-apis',
    'high',
    'patch apiservices.apiregistration.k8s.io',
    'get apiservices.apiregistration.k8s.io',
  ],
  ['may-change-nodes', 'high', 'patch nodes/status', 'get nodes'],
  ['may-mount-hosts', 'medium', 'create persistentvolumes', 'delete persistentvolumes'],
  ['may-delete-types', 'medium', `delete ${CRDS}`, `create ${CRDS}`],
];

/** Only everywhere: in its own namespace, a controller needs it. */
const ANYWHERE: readonly (readonly [
  FindingId,
  'high' | 'medium',
  rules: string,
  harmless: string,
])[] = [
  ['may-read-every-secret', 'high', 'list secrets', 'create secrets'],
  ['may-change-rbac', 'medium', `delete rolebindings.${RBAC}`, `get rolebindings.${RBAC}`],
  ['may-delete-namespaces', 'medium', 'delete namespaces', 'create namespaces'],
  [
    'may-take-every-lease',
    'medium',
    'update leases.coordination.k8s.io',
    'create leases.coordination.k8s.io',
  ],
];

export const AUTHORITY: readonly Case[] = [
  {
    id: 'may-do-everything',
    given: [
      ['of the cluster', 'high', '* * in all namespaces, by ClusterRoleBinding more', may('* *')],
      ['of a namespace', 'medium', '* * in payments, by RoleBinding more', may('* *', 'payments')],
    ],
    not: [
      ['every verb of one resource', may('* widgets.example.com')],
      ['with a name', may('* * x')],
    ],
  },
  ...ESCALATES.map(([id, rules]): Case => ({
    id,
    given: [
      ['everywhere', 'high', 'in all namespaces, by ClusterRoleBinding more', may(rules)],
      ['for a name', 'medium', 'named view in all namespaces', may(`${rules} view`)],
      [
        'by a name of the system',
        'high',
        'by ClusterRoleBinding system:x',
        { grants: [{ ...granted(rules), name: 'system:x' }] },
      ],
      [
        'to the control plane, by hand',
        'high',
        `probably asks as User ${MANAGER}`,
        manager(rules, 'more'),
      ],
      ...(id === 'may-issue-tokens'
        ? [
            [
              'in a namespace',
              'medium',
              'in payments, by RoleBinding more',
              may(rules, 'payments'),
            ] as const,
          ]
        : []),
    ],
    not: [
      ['another verb of it', may(rules.replace(/^\S+/, 'get'))],
      ['to the control plane, as the API server itself does', manager(rules, MANAGER)],
      ['to whom it is only a guess', { ...may(rules), others: [pod({ namespace: 'other' })] }],
    ],
  })),
  ...CLUSTER.map(([id, severity, rules, harmless]): Case => ({
    id,
    given: [['everywhere', severity, 'by ClusterRoleBinding more', may(rules)]],
    not: [
      ['by a RoleBinding, which gives nothing of it', may(rules, 'payments')],
      ['harmlessly', may(harmless)],
    ],
  })),
  ...ANYWHERE.map(([id, severity, rules, harmless]): Case => ({
    id,
    given: [['everywhere', severity, 'in all namespaces, by ClusterRoleBinding more', may(rules)]],
    not: [
      ['in its namespace', may(rules, 'payments')],
      ['for a name', may(`${rules} x`)],
      ['harmlessly', may(harmless)],
    ],
  })),
  {
    id: 'may-run-code-anywhere',
    given: [
      [
        'by changing workloads',
        'high',
        'patch deployments.apps in all namespaces',
        may('patch,delete deployments.apps'),
      ],
      ['by exec', 'high', 'create pods/exec in all namespaces', may('create pods/exec')],
    ],
    not: [
      ['in its namespace', may('patch deployments.apps', 'payments')],
      ['only deleting them', may('delete deployments.apps')],
      ['only scaling them', may('patch deployments.apps/scale')],
      ['for a name', may('patch deployments.apps x')],
    ],
  },
  {
    id: 'wildcard-rights',
    given: [
      [
        'to write everywhere',
        'medium',
        '* widgets.example.com in all namespaces',
        may('* widgets.example.com'),
      ],
      ['to write in a namespace', 'low', 'in payments', may('* widgets.example.com', 'payments')],
      ['beside what is worse', 'medium', 'create, delete', may('create,delete *.apps')],
    ],
    not: [
      ['by name', may('get,list widgets.example.com')],
      ['for everything, which is worse', may('* *')],
      ['of URLs', may('get /metrics/*')],
    ],
  },
];
