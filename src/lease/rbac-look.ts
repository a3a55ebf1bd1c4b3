// Reads all of RBAC: four lists, of which a paged one counts as one request.
import type { Evidence, Seen } from './evidence.ts';
import type { RawObject } from './lease.ts';
import { rbacFrom, type Rbac, type RawRbac } from './rbac.ts';

type Looks = Pick<Evidence, 'look'>;

/** At once, each over the whole cluster; what could not be seen is said within. */
export async function readRbac(evidence: Looks): Promise<Rbac> {
  const [bindings, roles] = await Promise.all([readBindings(evidence), readRoles(evidence)]);
  return rbacOf({ ...bindings, ...roles });
}

/**
 * The same, but two requests alone where bindings may not be listed: without any, roles tell
 * nothing, and requests are better spent on asking the server.
 */
export async function readRbacIfBound(
  evidence: Looks,
): Promise<{ readonly rbac: Rbac; readonly requests: 2 | 4 }> {
  const bindings = await readBindings(evidence);
  const { clusterRoleBindings, roleBindings } = bindings;
  if (clusterRoleBindings.seen || roleBindings.seen) {
    return { rbac: rbacOf({ ...bindings, ...(await readRoles(evidence)) }), requests: 4 };
  }
  const unread = { clusterRoles: clusterRoleBindings, roles: roleBindings };
  return { rbac: rbacOf({ ...bindings, ...unread }), requests: 2 };
}

type Lists<Kinds extends keyof RawRbac> = Record<Kinds, Seen<readonly RawObject[]>>;

async function readBindings(
  evidence: Looks,
): Promise<Lists<'clusterRoleBindings' | 'roleBindings'>> {
  const [clusterRoleBindings, roleBindings] = await Promise.all([
    evidence.look({ resource: 'clusterrolebindings' }),
    evidence.look({ resource: 'rolebindings' }),
  ]);
  return { clusterRoleBindings, roleBindings };
}

async function readRoles(evidence: Looks): Promise<Lists<'clusterRoles' | 'roles'>> {
  const [clusterRoles, roles] = await Promise.all([
    evidence.look({ resource: 'clusterroles' }),
    evidence.look({ resource: 'roles' }),
  ]);
  return { clusterRoles, roles };
}

function rbacOf(lists: Lists<Exclude<keyof RawRbac, 'limits'>>): Rbac {
  const { clusterRoles, clusterRoleBindings, roles, roleBindings } = lists;
  const limits = [clusterRoles, clusterRoleBindings, roles, roleBindings].flatMap(partly);
  return rbacFrom({ ...lists, limits });
}

function partly(seen: Seen<unknown>): string[] {
  return seen.seen && seen.partly !== undefined ? [seen.partly] : [];
}
