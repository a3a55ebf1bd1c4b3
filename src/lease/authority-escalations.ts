// The rights that lead to every other right: a table, after Kubernetes' own page on RBAC.
import type { DangerLevel } from './authority-danger.ts';

export interface Row {
  readonly level: DangerLevel;
  readonly about: string;
  readonly means: string;
  readonly verbs: readonly string[];
  /** As kubectl names them: `deployments.apps/scale`. */
  readonly resources: readonly string[];
  /** A RoleBinding gives nothing of these: they are in no namespace. */
  readonly clusterScoped?: true;
  readonly source: string;
}

export const SITE = 'https://kubernetes.io/docs';
export const PRACTICES = `${SITE}/concepts/security/rbac-good-practices/`;

export const CHANGE = ['update', 'patch'];
export const WRITE = ['create', ...CHANGE, 'delete', 'deletecollection'];

export const GROUP = 'rbac.authorization.k8s.io';

export const ESCALATIONS: readonly Row[] = [
  {
    level: 'critical',
    about: 'escalate',
    means: 'writes roles that give more than it has itself',
    verbs: ['escalate'],
    resources: [`clusterroles.${GROUP}`, `roles.${GROUP}`],
    source: `${PRACTICES}#escalate-verb`,
  },
  {
    level: 'critical',
    about: 'bind',
    means: 'binds roles that give more than it has itself',
    verbs: ['bind'],
    resources: [`clusterroles.${GROUP}`, `roles.${GROUP}`],
    source: `${PRACTICES}#bind-verb`,
  },
  {
    level: 'critical',
    about: 'impersonate',
    means: 'acts as somebody else',
    verbs: [
      'impersonate',
      'impersonate:user-info',
      'impersonate:serviceaccount',
      'impersonate:arbitrary-node',
    ],
    resources: [
      ...['users', 'groups', 'serviceaccounts'],
      ...['users', 'groups', 'serviceaccounts', 'nodes'].map((it) => `${it}.authentication.k8s.io`),
    ],
    source: `${PRACTICES}#impersonate-verb`,
  },
  {
    level: 'critical',
    about: 'tokens',
    means: 'gets tokens of ServiceAccounts and acts as them',
    verbs: ['create'],
    resources: ['serviceaccounts/token'],
    source: `${PRACTICES}#token-request`,
  },
  {
    level: 'critical',
    about: 'admission',
    means: 'reads and changes whatever is written to the API',
    verbs: WRITE,
    resources: [
      'mutatingwebhookconfigurations',
      'validatingwebhookconfigurations',
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
    ].map((it) => `${it}.admissionregistration.k8s.io`),
    clusterScoped: true,
    source: `${PRACTICES}#control-admission-webhooks`,
  },
  {
    level: 'critical',
    about: 'kubelets',
    means: 'runs commands in every Pod of a node, past admission and audit',
    verbs: ['get', 'create'],
    resources: ['nodes/proxy'],
    clusterScoped: true,
    source: `${PRACTICES}#access-to-proxy-subresource-of-nodes`,
  },
  {
    level: 'critical',
    about: 'certificates',
    means: 'gets certificates that log in as somebody else',
    verbs: ['approve', 'sign', ...CHANGE],
    resources: [
      'certificatesigningrequests.certificates.k8s.io/approval',
      'signers.certificates.k8s.io',
    ],
    clusterScoped: true,
    source: `${PRACTICES}#csrs-and-certificate-issuing`,
  },
  {
    level: 'critical',
    about: 'apiservices',
    means: 'answers for a part of the API in its place',
    verbs: WRITE,
    resources: ['apiservices.apiregistration.k8s.io'],
    clusterScoped: true,
    source: `${SITE}/concepts/extend-kubernetes/api-extension/apiserver-aggregation/`,
  },
];
