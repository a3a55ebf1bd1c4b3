// Operators with names of their own, and no more rights in a namespace than force-release needs.
import { apply } from '../cluster/kubectl.ts';
import { kubeconfigFor } from '../cluster/pki.ts';
import type { Stage } from './stage.ts';

const group = 'rbac.authorization.k8s.io';
const version = `${group}/v1`;
const ROLE = 'campaign-operator';

const rules = [
  {
    apiGroups: ['coordination.k8s.io'],
    resources: ['leases'],
    verbs: ['get', 'list', 'watch', 'patch'],
  },
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
  {
    apiGroups: ['events.k8s.io', ''],
    resources: ['events'],
    verbs: ['create', 'get', 'list', 'patch'],
  },
];

/** The kubeconfigs of users so named. */
export async function operators(
  { cluster, namespace }: Stage,
  names: readonly string[],
): Promise<string[]> {
  const subjects = names.map((name) => ({ kind: 'User', apiGroup: group, name }));
  const roleRef = { apiGroup: group, kind: 'ClusterRole', name: ROLE };
  await apply(cluster, [
    { apiVersion: version, kind: 'ClusterRole', metadata: { name: ROLE }, rules },
    {
      apiVersion: version,
      kind: 'RoleBinding',
      metadata: { namespace, name: ROLE },
      roleRef,
      subjects,
    },
  ]);
  return names.map((name) => kubeconfigFor(cluster, name));
}
