// What a team would deploy: a Deployment of electors and exactly the rights that it needs.
import type { Cluster } from './cluster.ts';
import { electorFlags } from './elector-settings.ts';
import type { ElectorSettings } from './elector-settings.ts';
import { images, ledgerFolder, ledgerName, nodeName, relayFolder } from './layout.ts';

export interface Deployment {
  readonly namespace: string;
  /** Of the Deployment, its ServiceAccount and its Lease. */
  readonly name: string;
  readonly replicas: number;
  readonly settings: ElectorSettings;
}

export const defaultNamespace = 'payments';

export function electorManifests(cluster: Cluster, of: Deployment): object[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: of.namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: named(of) },
    ...rights(of),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: named(of),
      spec: {
        replicas: of.replicas,
        selector: { matchLabels: labels(of) },
        template: { metadata: { labels: labels(of) }, spec: pod(cluster, of) },
      },
    },
  ];
}

const named = ({ namespace, name }: Deployment, suffix = '') => ({
  namespace,
  name: name + suffix,
});

const labels = ({ name }: Deployment) => ({ 'app.kubernetes.io/name': name });

function rights(of: Deployment): object[] {
  const { namespace, name } = of;
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const apiGroup = 'rbac.authorization.k8s.io';
  const subjects = [{ kind: 'ServiceAccount', namespace, name }];
  const lock = `${name}-lock`;
  // Bindings of all namespaces share their names; the first keeps the plain one.
  const binding = namespace === defaultNamespace ? name : `${name}-${namespace}`;
  return [
    { apiVersion, kind: 'Role', metadata: { namespace, name: lock }, rules: lockRules(of) },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { namespace, name: lock },
      roleRef: { apiGroup, kind: 'Role', name: lock },
      subjects,
    },
    { apiVersion, kind: 'ClusterRole', metadata: { name }, rules: workRules },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: binding },
      roleRef: { apiGroup, kind: 'ClusterRole', name },
      subjects,
    },
  ];
}

const lockRules = ({ settings }: Deployment) => [
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  ...(settings.coordinated
    ? [
        {
          apiGroups: ['coordination.k8s.io'],
          resources: ['leasecandidates'],
          verbs: ['create', 'get', 'list', 'watch', 'update'],
        },
      ]
    : []),
];

const workRules = [
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['delete', 'patch', 'update'] },
  { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] },
];

function pod(cluster: Cluster, of: Deployment): object {
  const { settings, name } = of;
  return {
    serviceAccountName: name,
    hostNetwork: settings.hostNetwork,
    // Not on a fake node, where nothing would run.
    nodeSelector: { 'kubernetes.io/hostname': nodeName },
    tolerations: [{ operator: 'Exists' }],
    containers: [
      manager(cluster, of),
      ...(settings.secondContainer
        ? [{ name: 'proxy', image: images.pause, imagePullPolicy: 'Never' }]
        : []),
    ],
    volumes: [
      { name: 'ledgers', hostPath: { path: ledgerFolder(cluster) } },
      { name: 'relay', hostPath: { path: relayFolder(cluster) } },
    ],
  };
}

function manager(cluster: Cluster, { namespace, name, settings }: Deployment): object {
  // In the node's network the API server is near, otherwise the elector's relay is.
  const port = settings.hostNetwork ? new URL(cluster.server).port : '6443';
  return {
    name: 'manager',
    image: images.elector,
    imagePullPolicy: 'Never',
    args: [
      ...electorFlags(namespace, name, settings),
      `--ledger=/ledgers/${ledgerName(namespace, name)}`,
      ...(settings.hostNetwork ? [] : ['--relay-socket=/relay/api.sock']),
    ],
    env: [
      { name: 'KUBERNETES_SERVICE_HOST', value: '127.0.0.1' },
      { name: 'KUBERNETES_SERVICE_PORT', value: port },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
    ],
    volumeMounts: [
      { name: 'ledgers', mountPath: '/ledgers' },
      { name: 'relay', mountPath: '/relay' },
    ],
  };
}
