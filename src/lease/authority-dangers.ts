// What makes a right dangerous: a table, worst first, after Kubernetes' own page on RBAC.
import {
  CHANGE,
  ESCALATIONS,
  GROUP,
  PRACTICES,
  SITE,
  WRITE,
  type Row,
} from './authority-escalations.ts';

const RBAC = `${SITE}/reference/access-authn-authz/rbac/`;
const READ = ['get', 'list', 'watch'];

/** What runs Pods; whoever writes one chooses its ServiceAccount. */
export const WORKLOADS = [
  'pods',
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'replicasets.apps',
  'replicationcontrollers',
  'jobs.batch',
  'cronjobs.batch',
];

/** What runs a command in a Pod that is there already. */
export const EXEC = ['pods/exec', 'pods/attach', 'pods/ephemeralcontainers'];

export const DANGERS: readonly Row[] = [
  ...ESCALATIONS,
  {
    level: 'high',
    about: 'rbac',
    means: 'gives away, or takes away, what it has itself',
    verbs: WRITE,
    resources: ['clusterrolebindings', 'rolebindings', 'clusterroles', 'roles'].map(
      (it) => `${it}.${GROUP}`,
    ),
    source: `${RBAC}#restrictions-on-role-creation-or-update`,
  },
  {
    level: 'high',
    about: 'workloads',
    means: 'runs or stops code, as any ServiceAccount of the namespace',
    verbs: WRITE,
    resources: WORKLOADS,
    source: `${PRACTICES}#workload-creation`,
  },
  {
    level: 'high',
    about: 'exec',
    means: 'runs commands in Pods that are there already',
    verbs: ['get', 'create', ...CHANGE],
    resources: EXEC,
    source: PRACTICES,
  },
  {
    level: 'high',
    about: 'secrets',
    means: 'reads Secrets, tokens among them',
    verbs: READ,
    resources: ['secrets'],
    source: `${PRACTICES}#listing-secrets`,
  },
  {
    level: 'high',
    about: 'secrets',
    means: 'writes Secrets that others rely on',
    verbs: WRITE,
    resources: ['secrets'],
    source: `${PRACTICES}#listing-secrets`,
  },
  {
    level: 'high',
    about: 'nodes',
    means: 'decides which Pods run where, and which node counts as lost',
    verbs: WRITE,
    resources: ['nodes', 'nodes/status'],
    clusterScoped: true,
    source: `${SITE}/concepts/scheduling-eviction/taint-and-toleration/`,
  },
  {
    level: 'high',
    about: 'volumes',
    means: 'makes volumes of any path of a node',
    verbs: ['create'],
    resources: ['persistentvolumes'],
    clusterScoped: true,
    source: `${PRACTICES}#persistent-volume-creation`,
  },
  {
    level: 'high',
    about: 'namespaces',
    means: 'deletes namespaces with all that is in them, or lifts their Pod security',
    verbs: ['delete', 'deletecollection', ...CHANGE],
    resources: ['namespaces'],
    source: `${PRACTICES}#namespace-modification`,
  },
  {
    level: 'high',
    about: 'types',
    means: 'deletes or changes types with all of their objects',
    verbs: [...CHANGE, 'delete', 'deletecollection'],
    resources: ['customresourcedefinitions.apiextensions.k8s.io'],
    clusterScoped: true,
    source: `${SITE}/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#delete-a-customresourcedefinition`,
  },
  {
    level: 'medium',
    about: 'workloads',
    means: 'stops or multiplies Pods',
    verbs: ['create', ...CHANGE],
    resources: [
      'pods/eviction',
      'pods/binding',
      'deployments.apps/scale',
      'statefulsets.apps/scale',
      'replicasets.apps/scale',
      'replicationcontrollers/scale',
    ],
    source: PRACTICES,
  },
  {
    level: 'medium',
    about: 'leases',
    means: 'takes the lead from others',
    verbs: [...CHANGE, 'delete', 'deletecollection'],
    resources: ['leases.coordination.k8s.io'],
    source: `${SITE}/concepts/architecture/leases/`,
  },
  {
    level: 'medium',
    about: 'traffic',
    means: 'decides where traffic goes',
    verbs: WRITE,
    resources: [
      'services',
      'endpoints',
      'endpointslices.discovery.k8s.io',
      'ingresses.networking.k8s.io',
      'networkpolicies.networking.k8s.io',
    ],
    source: PRACTICES,
  },
  {
    level: 'medium',
    about: 'configuration',
    means: 'changes what programs are configured by',
    verbs: WRITE,
    resources: ['configmaps', 'serviceaccounts'],
    source: PRACTICES,
  },
];
