// Reads all of RBAC: four lists, of which a paged one counts as one request.
import type { Evidence, Seen } from './evidence.ts';
import { rbacFrom, type Rbac } from './rbac.ts';

/** At once, each over the whole cluster; what could not be seen is said within. */
export async function readRbac(evidence: Pick<Evidence, 'look'>): Promise<Rbac> {
  const [clusterRoles, clusterRoleBindings, roles, roleBindings] = await Promise.all([
    evidence.look({ resource: 'clusterroles' }),
    evidence.look({ resource: 'clusterrolebindings' }),
    evidence.look({ resource: 'roles' }),
    evidence.look({ resource: 'rolebindings' }),
  ]);
  const limits = [clusterRoles, clusterRoleBindings, roles, roleBindings].flatMap(partly);
  return rbacFrom({ clusterRoles, clusterRoleBindings, roles, roleBindings, limits });
}

function partly(seen: Seen<unknown>): string[] {
  return seen.seen && seen.partly !== undefined ? [seen.partly] : [];
}
