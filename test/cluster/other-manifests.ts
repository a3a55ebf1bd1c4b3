// What a team would deploy around an elector that is not today's client-go.
import type { Cluster } from './cluster.ts';
import { workloads } from './elector-workloads.ts';
import { images, ledgerFolder, ledgerName, nodeName, relayFolder } from './layout.ts';
import type { OtherProgram } from './other-build.ts';
import type { Recipe } from './other-programs.ts';
import { runtimeOf } from './other-runtimes.ts';

export interface OtherElectorsOf {
  readonly namespace: string;
  /** Of the Deployment, its ServiceAccount and its Lease. */
  readonly name: string;
  readonly replicas: number;
  readonly recipe: Recipe;
  readonly program: OtherProgram;
}

export function otherManifests(cluster: Cluster, of: OtherElectorsOf): object[] {
  const { namespace, name, replicas } = of;
  const metadata = { namespace, name };
  const labels = { 'app.kubernetes.io/name': name };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    ...rights(of),
    workloads.Deployment({ metadata, labels, replicas, pod: pod(cluster, of) }),
  ];
}

// All that any of the libraries asks for; none of them records Events.
function rights({ namespace, name }: OtherElectorsOf): object[] {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { namespace, name: `${name}-lock` };
  const verbs = ['create', 'get', 'patch', 'update'];
  return [
    {
      apiVersion,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs }],
    },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', namespace, name }],
    },
  ];
}

function pod(cluster: Cluster, of: OtherElectorsOf) {
  const { namespace, name, recipe, program } = of;
  const { command, folders } = runtimeOf(recipe);
  const mounts = [
    { name: 'ledgers', path: ledgerFolder(cluster), mountPath: '/ledgers', readOnly: false },
    { name: 'relay', path: relayFolder(cluster), mountPath: '/relay', readOnly: false },
    { name: 'with-relay', path: program.relay, mountPath: '/with-relay', readOnly: true },
    { name: 'elector', path: program.folder, mountPath: '/elector', readOnly: true },
    ...folders.map((path, index) => ({
      name: `runtime-${index}`,
      path,
      mountPath: path,
      readOnly: true,
    })),
  ];
  return {
    serviceAccountName: name,
    // Not on a fake node, where nothing would run.
    nodeSelector: { 'kubernetes.io/hostname': nodeName },
    tolerations: [{ operator: 'Exists' }],
    containers: [
      {
        name: 'manager',
        // Of the image the Pod takes nothing but an empty file system.
        image: images.elector,
        imagePullPolicy: 'Never',
        command: ['/with-relay/with-relay', '/relay/api.sock', ...command, ...recipe.run],
        env: [
          { name: 'KUBERNETES_SERVICE_HOST', value: '127.0.0.1' },
          { name: 'KUBERNETES_SERVICE_PORT', value: '6443' },
          { name: 'LEASE_NAMESPACE', value: namespace },
          { name: 'LEASE_NAME', value: name },
          { name: 'LEDGER', value: `/ledgers/${ledgerName(namespace, name)}` },
          { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        ],
        volumeMounts: mounts.map(({ name, mountPath, readOnly }) => ({
          name,
          mountPath,
          readOnly,
        })),
      },
    ],
    volumes: mounts.map(({ name, path }) => ({ name, hostPath: { path } })),
  };
}
