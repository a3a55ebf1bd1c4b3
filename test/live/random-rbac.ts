// Random RBAC: all that a rule, a subject and a binding may say, and some that they only seem to.
import type { Creation } from '../cluster/create-all.ts';
import type { Dice } from './dice.ts';

export interface Place {
  /** In the name of everything that is created. */
  readonly prefix: string;
  readonly namespaces: readonly string[];
}

export const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'escalate',
  'bind',
  'impersonate',
  'use',
];
export const GROUPS = [
  '',
  'apps',
  'batch',
  'coordination.k8s.io',
  'rbac.authorization.k8s.io',
  'example.com',
];
export const RESOURCES = [
  'pods',
  'deployments',
  'leases',
  'secrets',
  'configmaps',
  'nodes',
  'clusterroles',
  'constructor',
];
export const SUBRESOURCES = ['exec', 'scale', 'status', 'log', 'token'];
export const NAMES = ['a', 'b', 'reconciler', '*', 'a/b', '__proto__'];
export const URLS = [
  '/metrics',
  '/metrics/slis',
  '/healthz',
  '/healthz/etcd',
  '/logs/',
  '/logs/a',
  '/',
  '/apis/apps',
  '/custom',
];

/** Of the rule's language: what matches exactly, what does by a star, and what only looks so. */
const RULE_RESOURCES = [
  ...RESOURCES,
  ...RESOURCES.flatMap((it) => SUBRESOURCES.map((sub) => `${it}/${sub}`)),
  ...SUBRESOURCES.map((sub) => `*/${sub}`),
  ...['*', '*/*', 'pods/*', 'pod*', '*/', '/exec', '**/exec'],
];
const RULE_URLS = [
  ...URLS,
  ...URLS.map((url) => `${url}*`),
  ...['*', '/metrics/*', '/healthz/**', '/*/slis', '/log*', '*metrics', '**'],
];

function rule(dice: Dice, namespaced: boolean): object {
  const verbs = dice.roll(8) === 0 ? ['*'] : dice.some(VERBS);
  if (!namespaced && dice.roll(4) === 0) return { verbs, nonResourceURLs: dice.some(RULE_URLS) };
  const apiGroups = dice.roll(6) === 0 ? ['*'] : dice.some(GROUPS);
  const resources = dice.some(RULE_RESOURCES);
  const resourceNames = dice.roll(3) === 0 ? { resourceNames: dice.some([...NAMES, '']) } : {};
  return { verbs, apiGroups, resources, ...resourceNames };
}

const KINDS = ['User', 'Group', 'ServiceAccount', 'Spelled'] as const;

function subject(dice: Dice, { prefix, namespaces }: Place, inNamespace: boolean): object {
  const apiGroup = 'rbac.authorization.k8s.io';
  const namespace = dice.pick(namespaces);
  switch (dice.pick(KINDS)) {
    case 'User':
      return { kind: 'User', apiGroup, name: dice.pick(usersOf(prefix)) };
    case 'Group':
      return { kind: 'Group', apiGroup, name: dice.pick(groupsOf({ prefix, namespaces })) };
    case 'Spelled':
      return { kind: 'User', apiGroup, name: accountName(namespace, dice.pick(ACCOUNTS)) };
    case 'ServiceAccount':
      // Without a namespace it is one of the RoleBinding's.
      return {
        kind: 'ServiceAccount',
        name: dice.pick(ACCOUNTS),
        ...(inNamespace && dice.roll(3) === 0 ? {} : { namespace }),
      };
  }
}

export const ACCOUNTS = ['default', 'worker', 'constructor'];

export function usersOf(prefix: string): string[] {
  return ['alice', 'bob', 'carol', 'Group/x'].map((name) => `${prefix}:${name}`);
}

/** Only those of this place are bound: other tests share the cluster. */
export function groupsOf({ prefix, namespaces }: Place): string[] {
  return [
    ...['devs', 'ops'].map((name) => `${prefix}:${name}`),
    ...namespaces.map((name) => `system:serviceaccounts:${name}`),
  ];
}

export function accountName(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

const API = '/apis/rbac.authorization.k8s.io/v1';
const apiVersion = 'rbac.authorization.k8s.io/v1';
/** More ClusterRoles than a page of a list holds. */
const COUNT = { clusterRoles: 520, roles: 12, clusterRoleBindings: 30, roleBindings: 20 };

function creation(path: string, kind: string, name: string, body: object): Creation {
  return { path: `${API}/${path}`, body: { apiVersion, kind, metadata: { name }, ...body } };
}

/** Roles, some of them missing, and what binds them: in each namespace but the last. */
export function randomRbac(dice: Dice, place: Place): Creation[] {
  const { prefix } = place;
  const names = (kind: string, count: number) =>
    Array.from({ length: count }, (_, at) => `${prefix}-${kind}-${at}`);
  const clusterRoles = names('cr', COUNT.clusterRoles);
  const roles = names('r', COUNT.roles);
  const rules = (namespaced: boolean) =>
    Array.from({ length: dice.roll(4) }, () => rule(dice, namespaced));
  const binding = (namespaced: boolean) => ({
    roleRef: roleRef(dice, { prefix, clusterRoles, roles: namespaced ? roles : [] }),
    subjects: Array.from({ length: dice.roll(4) }, () => subject(dice, place, namespaced)),
  });
  return [
    ...clusterRoles.map((name) =>
      creation('clusterroles', 'ClusterRole', name, { rules: rules(false) }),
    ),
    ...names('crb', COUNT.clusterRoleBindings).map((name) =>
      creation('clusterrolebindings', 'ClusterRoleBinding', name, binding(false)),
    ),
    ...place.namespaces
      .slice(0, -1)
      .flatMap((namespace) => [
        ...roles.map((name) =>
          creation(`namespaces/${namespace}/roles`, 'Role', name, { rules: rules(true) }),
        ),
        ...names('rb', COUNT.roleBindings).map((name) =>
          creation(`namespaces/${namespace}/rolebindings`, 'RoleBinding', name, binding(true)),
        ),
      ]),
  ];
}

/** To be created last, one of each kind: who may `mark` by them may do by all others what he may. */
export function markers({ prefix, namespaces: [namespace = ''] }: Place): Creation[] {
  const name = `${prefix}-marker`;
  const apiGroup = 'rbac.authorization.k8s.io';
  const rules = [{ verbs: ['mark'], apiGroups: ['example.com'], resources: ['markers'] }];
  return [
    { kind: 'ClusterRole', path: '' },
    { kind: 'Role', path: `namespaces/${namespace}/` },
  ].flatMap(({ kind, path }) => [
    creation(`${path}${kind.toLowerCase()}s`, kind, name, { rules }),
    creation(`${path}${kind.toLowerCase()}bindings`, `${kind}Binding`, name, {
      roleRef: { apiGroup, kind, name },
      subjects: [{ apiGroup, kind: 'User', name: `${prefix}:${kind}` }],
    }),
  ]);
}

function roleRef(
  dice: Dice,
  { prefix, clusterRoles, roles }: { prefix: string; clusterRoles: string[]; roles: string[] },
): object {
  const ofNamespace = roles.length > 0 && dice.roll(2) === 0;
  const known = dice.pick(ofNamespace ? roles : clusterRoles);
  return {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: ofNamespace ? 'Role' : 'ClusterRole',
    name: dice.roll(12) === 0 ? `${prefix}-missing` : known,
  };
}
