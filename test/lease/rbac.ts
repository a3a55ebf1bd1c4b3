// RBAC for tests, written as a person would say it.
import { rbacFrom, type Rbac, type RawRbac } from '../../src/lease/rbac.ts';
import type { RawObject } from '../../src/lease/lease.ts';

/** `verbs groupless-resources [names]`, as `patch leases.coordination.k8s.io x,y` or `get /metrics`. */
export function rule(words: string): RawObject {
  const [verbs = '', what = '', names = ''] = words.split(' ');
  if (what.startsWith('/')) return { verbs: verbs.split(','), nonResourceURLs: what.split(',') };
  const parts = what.split(',').map((it) => {
    const [full = '', sub] = it.split('/');
    const [resource = '', ...group] = full.split('.');
    return {
      resource: sub === undefined ? resource : `${resource}/${sub}`,
      group: group.join('.'),
    };
  });
  return {
    verbs: verbs.split(','),
    apiGroups: what === '*' ? ['*'] : [...new Set(parts.map(({ group }) => group))],
    resources: parts.map(({ resource }) => resource),
    ...(names === '' ? {} : { resourceNames: names.split(',') }),
  };
}

/** `User alice`, `Group devs`, `ServiceAccount ns/name`. */
export function subject(words: string): RawObject {
  const [kind, name = ''] = words.split(' ');
  const [namespace, account] = name.split('/');
  return account === undefined ? { kind, name } : { kind, namespace, name: account };
}

interface Grant {
  /** Undefined: a ClusterRole and its ClusterRoleBinding. */
  readonly namespace?: string;
  /** A ClusterRole bound by a RoleBinding. */
  readonly clusterRole?: boolean;
  readonly name: string;
  readonly to: readonly string[];
  readonly rules: readonly string[];
}

/** Each grant is a role and a binding of the same name. */
export function rbacOf(grants: readonly Grant[], but: Partial<RawRbac> = {}): Rbac {
  const of = (wanted: boolean, make: (grant: Grant) => RawObject) => ({
    seen: true as const,
    value: grants.filter(({ namespace }) => (namespace === undefined) === wanted).map(make),
  });
  const inCluster = ({ namespace, clusterRole }: Grant) => namespace === undefined || clusterRole;
  const role = ({ namespace, name, rules }: Grant) => ({
    metadata: { namespace, name },
    rules: rules.map(rule),
  });
  const binding = (grant: Grant) => ({
    metadata: { namespace: grant.namespace, name: grant.name },
    roleRef: { kind: inCluster(grant) ? 'ClusterRole' : 'Role', name: grant.name },
    subjects: grant.to.map(subject),
  });
  return rbacFrom({
    clusterRoles: { seen: true, value: grants.filter(inCluster).map(role) },
    roles: { seen: true, value: grants.filter((it) => !inCluster(it)).map(role) },
    clusterRoleBindings: of(true, binding),
    roleBindings: of(false, binding),
    ...but,
  });
}
