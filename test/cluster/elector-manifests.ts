// What a team would deploy: a workload of electors and exactly the rights that it needs.
import type { Cluster } from './cluster.ts';
import { electorFlags } from './elector-settings.ts';
import type { ElectorSettings } from './elector-settings.ts';
import { workloads } from './elector-workloads.ts';
import type { Workload } from './elector-workloads.ts';
import { images, ledgerFolder, ledgerName, nodeName, relayFolder } from './layout.ts';
import { staticKubeconfig, staticUser } from './static-pods.ts';

export interface ElectorsOf {
  readonly namespace: string;
  /** Of the workload, its ServiceAccount and its Lease. */
  readonly name: string;
  readonly workload: Workload;
  readonly replicas: number;
  readonly settings: ElectorSettings;
}

export const defaultNamespace = 'payments';

/** Everything but a static Pod, which is not the API server's to make. */
export function electorManifests(cluster: Cluster, of: ElectorsOf): object[] {
  const { workload, replicas } = of;
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: of.namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: named(of) },
    ...rights(of),
    ...(workload === 'StaticPod'
      ? []
      : [
          workloads[workload]({
            metadata: named(of),
            labels: labels(of),
            replicas,
            pod: pod(cluster, of),
          }),
        ]),
  ];
}

/** A Pod with no ServiceAccount, and a kubeconfig from its node instead. */
export function staticElector(cluster: Cluster, of: ElectorsOf) {
  const { namespace, name, settings } = of;
  const path = staticKubeconfig(cluster, staticUser(namespace, name), apiPort(cluster, settings));
  const { containers, volumes, ...rest } = pod(cluster, of);
  const [first, ...others] = containers;
  const kubeconfig = '/etc/elector.kubeconfig';
  const elector = {
    ...first,
    args: [...first.args, `--kubeconfig=${kubeconfig}`],
    volumeMounts: [...first.volumeMounts, { name: 'kubeconfig', mountPath: kubeconfig }],
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, labels: labels(of) },
    spec: {
      ...rest,
      serviceAccountName: undefined,
      containers: [elector, ...others],
      volumes: [...volumes, { name: 'kubeconfig', hostPath: { path, type: 'File' } }],
    },
  };
}

const named = ({ namespace, name }: ElectorsOf, suffix = '') => ({
  namespace,
  name: name + suffix,
});

const labels = ({ name }: ElectorsOf) => ({ 'app.kubernetes.io/name': name });

function rights(of: ElectorsOf): object[] {
  const { namespace, name } = of;
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const apiGroup = 'rbac.authorization.k8s.io';
  const subjects = [
    of.workload === 'StaticPod'
      ? { kind: 'User', apiGroup, name: staticUser(namespace, name) }
      : { kind: 'ServiceAccount', namespace, name },
  ];
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

const lockRules = ({ settings }: ElectorsOf) => [
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

function pod(cluster: Cluster, of: ElectorsOf) {
  const { settings, name } = of;
  return {
    serviceAccountName: name,
    hostNetwork: settings.hostNetwork,
    // Not on a fake node, where nothing would run.
    nodeSelector: { 'kubernetes.io/hostname': nodeName },
    tolerations: [{ operator: 'Exists' }],
    containers: [manager(cluster, of), ...(settings.secondContainer ? [proxy] : [])] as const,
    volumes: [
      { name: 'ledgers', hostPath: { path: ledgerFolder(cluster) } },
      { name: 'relay', hostPath: { path: relayFolder(cluster) } },
    ],
  };
}

const proxy = { name: 'proxy', image: images.pause, imagePullPolicy: 'Never' };

/** In the node's network the API server is near, otherwise the elector's relay is. */
function apiPort(cluster: Cluster, { hostNetwork }: ElectorSettings): string {
  return hostNetwork ? new URL(cluster.server).port : '6443';
}

function manager(cluster: Cluster, { namespace, name, settings }: ElectorsOf) {
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
      { name: 'KUBERNETES_SERVICE_PORT', value: apiPort(cluster, settings) },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
    ],
    volumeMounts: [
      { name: 'ledgers', mountPath: '/ledgers' },
      { name: 'relay', mountPath: '/relay' },
    ],
  };
}
