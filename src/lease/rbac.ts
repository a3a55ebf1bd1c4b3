// RBAC as we understand it: roles and bindings, and the one door through which they come in.
import type { Seen } from './evidence.ts';
import { list, object, text, type RawObject } from './lease.ts';

/** One PolicyRule, in Kubernetes' own terms; an absent list is an empty one. */
export interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Empty: every name, and requests without one. */
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  /** Of a ServiceAccount alone. */
  readonly namespace?: string;
  readonly name: string;
}

/** A binding or the role that it gives; without a namespace where it is of the whole cluster. */
export interface RbacRef {
  readonly kind: 'ClusterRoleBinding' | 'RoleBinding' | 'ClusterRole' | 'Role';
  readonly namespace?: string;
  readonly name: string;
}

export interface Role {
  readonly ref: RbacRef;
  readonly rules: readonly Rule[];
}

export interface Binding {
  readonly ref: RbacRef;
  /** Where it holds; undefined: in every namespace and for what has none. */
  readonly namespace: string | undefined;
  readonly role: RbacRef;
  readonly subjects: readonly Subject[];
}

/** The objects as a server or a file gave them, each kind seen or not. */
export interface RawRbac {
  readonly clusterRoles: Seen<readonly RawObject[]>;
  readonly clusterRoleBindings: Seen<readonly RawObject[]>;
  readonly roles: Seen<readonly RawObject[]>;
  readonly roleBindings: Seen<readonly RawObject[]>;
  /** What these objects lack although their kind was seen. */
  readonly limits?: readonly string[];
}

export interface Rbac {
  /** By roleKey(). */
  readonly roles: ReadonlyMap<string, Role>;
  readonly bindings: readonly Binding[];
  /** By subjectKey(): only these can apply to a subject. */
  readonly bindingsOf: ReadonlyMap<string, readonly Binding[]>;
  /** Why a kind could not be seen; absent where it was. */
  readonly unseen: ReadonlyMap<RbacRef['kind'], string>;
  readonly limits: readonly string[];
}

export function rbacFrom(raw: RawRbac): Rbac {
  const roles = new Map<string, Role>();
  for (const role of valueOf(raw.clusterRoles)) addRole(roles, role, 'ClusterRole');
  for (const role of valueOf(raw.roles)) addRole(roles, role, 'Role');
  const bindings = [
    ...valueOf(raw.clusterRoleBindings).flatMap((it) => bindingFrom(it, 'ClusterRoleBinding')),
    ...valueOf(raw.roleBindings).flatMap((it) => bindingFrom(it, 'RoleBinding')),
  ];
  const kinds = [
    ['ClusterRole', raw.clusterRoles],
    ['Role', raw.roles],
    ['ClusterRoleBinding', raw.clusterRoleBindings],
    ['RoleBinding', raw.roleBindings],
  ] as const;
  return {
    roles,
    bindings,
    bindingsOf: indexOf(bindings),
    unseen: new Map(kinds.flatMap(([kind, it]) => (it.seen ? [] : [[kind, it.why] as const]))),
    limits: raw.limits ?? [],
  };
}

function valueOf(seen: Seen<readonly RawObject[]>): readonly RawObject[] {
  return seen.seen ? seen.value : [];
}

export function roleKey({ kind, namespace = '', name }: RbacRef): string {
  return `${kind}\0${namespace}\0${name}`;
}

/** A ServiceAccount is the user that its token logs in as, however a binding spells it. */
export function subjectKey(subject: Subject): string {
  return subject.kind === 'Group' ? `Group/${subject.name}` : `User/${userName(subject)}`;
}

export function userName({ kind, namespace = '', name }: Subject): string {
  return kind === 'ServiceAccount' ? `system:serviceaccount:${namespace}:${name}` : name;
}

function addRole(roles: Map<string, Role>, raw: RawObject, kind: 'ClusterRole' | 'Role'): void {
  const ref = refFrom(raw, kind);
  roles.set(roleKey(ref), { ref, rules: list(raw['rules']).map(ruleFrom) });
}

function refFrom(raw: RawObject, kind: RbacRef['kind']): RbacRef {
  const metadata = object(raw['metadata']);
  const name = text(metadata['name']) ?? '';
  if (kind.startsWith('Cluster')) return { kind, name };
  return { kind, namespace: text(metadata['namespace']) ?? '', name };
}

function ruleFrom(raw: RawObject): Rule {
  return {
    verbs: strings(raw['verbs']),
    apiGroups: strings(raw['apiGroups']),
    resources: strings(raw['resources']),
    resourceNames: strings(raw['resourceNames']),
    nonResourceURLs: strings(raw['nonResourceURLs']),
  };
}

/**
 * GetRoleReferenceRules of pkg/registry/rbac/validation/rule.go: a role of another kind gives
 * nothing, and neither does a Role that a ClusterRoleBinding names.
 */
function bindingFrom(raw: RawObject, kind: 'ClusterRoleBinding' | 'RoleBinding'): Binding[] {
  const ref = refFrom(raw, kind);
  const roleRef = object(raw['roleRef']);
  const name = text(roleRef['name']) ?? '';
  const { namespace } = ref;
  const subjects = list(raw['subjects']).flatMap((subject) => subjectFrom(subject, namespace));
  if (roleRef['kind'] === 'ClusterRole') {
    return [{ ref, namespace, role: { kind: 'ClusterRole', name }, subjects }];
  }
  if (roleRef['kind'] !== 'Role' || namespace === undefined) return [];
  return [{ ref, namespace, role: { kind: 'Role', namespace, name }, subjects }];
}

/** appliesToUser of the same file: a ServiceAccount without a namespace is one of the binding's. */
function subjectFrom(raw: RawObject, bindingNamespace: string | undefined): Subject[] {
  const { kind } = raw;
  const name = text(raw['name']) ?? '';
  if (kind === 'User' || kind === 'Group') return [{ kind, name }];
  const namespace = text(raw['namespace']) || bindingNamespace;
  return kind === 'ServiceAccount' && namespace ? [{ kind, namespace, name }] : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function indexOf(bindings: readonly Binding[]): ReadonlyMap<string, readonly Binding[]> {
  const index = new Map<string, Binding[]>();
  for (const binding of bindings) {
    for (const key of new Set(binding.subjects.map(subjectKey))) {
      const found = index.get(key);
      if (found) found.push(binding);
      else index.set(key, [binding]);
    }
  }
  return index;
}
