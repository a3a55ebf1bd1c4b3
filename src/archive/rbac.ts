// Finds RBAC among the objects of an archive, and says how much of it the archive holds.
import type { Seen } from '../lease/evidence.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import { rbacFrom, type Rbac } from '../lease/rbac.ts';

export function findRbac(objects: readonly RawObject[]): Rbac {
  const roles = seenKind(objects, 'Role');
  const roleBindings = seenKind(objects, 'RoleBinding');
  return rbacFrom({
    clusterRoles: seenKind(objects, 'ClusterRole'),
    clusterRoleBindings: seenKind(objects, 'ClusterRoleBinding'),
    roles,
    roleBindings,
    limits: [...partly(roles, 'Roles'), ...partly(roleBindings, 'RoleBindings')],
  });
}

/** An archive without a single one was not asked for them: every cluster has some of each kind. */
function seenKind(objects: readonly RawObject[], kind: string): Seen<readonly RawObject[]> {
  const value = objects.filter(
    (it) => it['kind'] === kind && text(it['apiVersion'])?.startsWith('rbac.authorization.k8s.io/'),
  );
  return value.length > 0
    ? { seen: true, value }
    : { seen: false, why: `the archive holds no ${kind}s` };
}

/** The API server makes some in kube-system (bootstrappolicy/namespace_policy.go). */
function partly(seen: Seen<readonly RawObject[]>, plural: string): string[] {
  if (!seen.seen) return [];
  const namespaces = new Set(
    seen.value.map((it) => text(object(it['metadata'])['namespace']) ?? ''),
  );
  if (namespaces.has('kube-system')) return [];
  return [`the archive holds ${plural} of ${[...namespaces].sort().join(', ')} alone`];
}
