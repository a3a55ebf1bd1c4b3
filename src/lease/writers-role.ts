// Becoming a writer of a Lease by giving oneself a role that is one.
import type { RbacRef } from './rbac.ts';
import { resourceQuestion } from './rbac-rule.ts';
import { may, mayAnywhere, maySome, type Candidate, type Way, type World } from './writers-way.ts';

const GROUP = 'rbac.authorization.k8s.io';
const CHANGE = ['update', 'patch'];
const ROLES = [`clusterroles.${GROUP}`, `roles.${GROUP}`];

export function wayByRole(candidate: Candidate, world: World): Way | undefined {
  return byBinding(candidate, world) ?? byEscalation(candidate, world);
}

/**
 * `bind` on the role where the binding would stand, and to write such a binding
 * (BindingAuthorized of pkg/registry/rbac/escalation_check.go). Without `bind` a binding gives no
 * more than its author has: who could write it so writes the Lease already.
 */
function byBinding(candidate: Candidate, world: World): Way | undefined {
  if (!ROLES.some((on) => mayAnywhere(candidate, resourceQuestion('bind', on)))) return undefined;
  for (const namespace of [world.namespace, '']) {
    const way = bindingIn(namespace, candidate, world);
    if (way) return way;
  }
  return undefined;
}

function bindingIn(namespace: string, candidate: Candidate, world: World): Way | undefined {
  const resource = namespace === '' ? `clusterrolebindings.${GROUP}` : `rolebindings.${GROUP}`;
  const creates = may(candidate, resourceQuestion('create', resource, { namespace })) !== undefined;
  const roles = creates
    ? world.roles.filter((role) => namespace !== '' || role.kind === 'ClusterRole')
    : rolesOfChangeable(resource, namespace, candidate, world);
  for (const onto of roles) {
    const on = resourceOf(onto);
    const via = may(candidate, resourceQuestion('bind', on, { namespace, name: onto.name }));
    if (via) return { means: 'bind', verbs: ['bind'], resource: on, onto, via };
  }
  return undefined;
}

/** A binding's role never changes, but a subject can be added to it. */
function rolesOfChangeable(
  resource: string,
  namespace: string,
  candidate: Candidate,
  { bindings, roles }: World,
): RbacRef[] {
  if (!CHANGE.some((verb) => maySome(candidate, resourceQuestion(verb, resource, { namespace })))) {
    return [];
  }
  const changeable = bindings.filter(
    ({ ref, namespace: where = '' }) =>
      where === namespace &&
      CHANGE.some((verb) =>
        may(candidate, resourceQuestion(verb, resource, { namespace, name: ref.name })),
      ),
  );
  return roles.filter((role) => changeable.some((it) => isSame(it.role, role)));
}

function isSame(a: RbacRef, b: RbacRef): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}

/** `escalate` on a role that it has where the Lease is (RoleEscalationAuthorized, same file). */
function byEscalation(candidate: Candidate, world: World): Way | undefined {
  if (!ROLES.some((on) => mayAnywhere(candidate, resourceQuestion('escalate', on)))) {
    return undefined;
  }
  for (const { binding } of candidate.grants) {
    if (binding.namespace !== undefined && binding.namespace !== world.namespace) continue;
    const onto = binding.role;
    const resource = resourceOf(onto);
    const at = { namespace: onto.namespace ?? '', name: onto.name };
    const via = may(candidate, resourceQuestion('escalate', resource, at));
    if (via && CHANGE.some((verb) => may(candidate, resourceQuestion(verb, resource, at)))) {
      return { means: 'escalate', verbs: ['escalate'], resource, onto, via };
    }
  }
  return undefined;
}

function resourceOf({ kind }: RbacRef): string {
  return `${kind === 'Role' ? 'roles' : 'clusterroles'}.${GROUP}`;
}
