// What a subject may do by RBAC, and through which binding.
import { dangerOrder } from './authority-danger.ts';
import type { Seen } from './evidence.ts';
import {
  roleKey,
  subjectKey,
  userName,
  type Binding,
  type Rbac,
  type RbacRef,
  type Rule,
  type Subject,
} from './rbac.ts';
import { ruleAllows, type Question } from './rbac-rule.ts';

/** Who asks, as the API server knows them. */
export interface Identity {
  /** Undefined: some member of the groups. */
  readonly user: string | undefined;
  readonly groups: readonly string[];
}

/** Where a rule comes from; no binding where it is not RBAC that gives it. */
export interface Via {
  readonly binding?: Omit<RbacRef, 'namespace'>;
  readonly role?: Omit<RbacRef, 'namespace'>;
  /** What stands in the binding: the subject itself, or a group of it. */
  readonly subject?: Subject;
  /** The server's words, where it was asked for want of the bindings. */
  readonly reason?: string;
}

/** design §4: rules in Kubernetes' own terms. */
export interface GrantedRule extends Rule {
  /** "*": every namespace, and what has none. The binding stands in each one of a list. */
  readonly namespaces: readonly string[] | '*';
  readonly via: Via;
}

export interface Authority {
  readonly subject: Subject;
  /** Most dangerous first. */
  readonly rules: readonly GrantedRule[];
  /** What could not be looked at: there may be more rules than these. */
  readonly unseen: readonly string[];
}

export const MASTERS: Subject = { kind: 'Group', name: 'system:masters' };

/** What no RBAC object can tell; said beside every answer that rests on them. */
export const OTHER_AUTHORIZERS =
  'only RBAC is seen: what the Node authorizer, a webhook or another authorizer allows or denies is not';

const EVERYTHING: Omit<GrantedRule, 'via'> = {
  namespaces: '*',
  verbs: ['*'],
  apiGroups: ['*'],
  resources: ['*'],
  resourceNames: [],
  nonResourceURLs: ['*'],
};

/**
 * With the groups that its kind implies: of a ServiceAccount those of its token (MakeGroupNames of
 * apiserver/pkg/authentication/serviceaccount/util.go), of a kubelet system:nodes. Which other
 * groups a user has only its credentials know.
 */
export function identityOf(subject: Subject): Identity {
  if (subject.kind === 'Group') {
    const stranger = subject.name === 'system:unauthenticated';
    return { user: undefined, groups: stranger ? [subject.name] : [subject.name, AUTHENTICATED] };
  }
  const user = userName(subject);
  if (user === 'system:anonymous') return { user, groups: ['system:unauthenticated'] };
  if (user.startsWith('system:node:')) return { user, groups: ['system:nodes', AUTHENTICATED] };
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(user) ?? [];
  if (namespace === undefined) return { user, groups: [AUTHENTICATED] };
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED];
  return { user, groups };
}

const AUTHENTICATED = 'system:authenticated';

/**
 * As the RBAC authorizer decides (VisitRulesFor of pkg/registry/rbac/validation/rule.go), and the
 * one that stands before it for system:masters (pkg/kubeapiserver/authorizer/reload.go). Not seen:
 * nothing that was seen allows it, but not everything was.
 */
export function allows(who: Identity, question: Question, rbac: Rbac): Seen<boolean> {
  if (grantFor(who, question, rbac) !== undefined) return { seen: true, value: true };
  const [why] = gaps(who, rbac, 'path' in question ? '' : question.namespace);
  return why === undefined ? { seen: true, value: false } : { seen: false, why };
}

/** Through what it is allowed; undefined: by nothing that was seen. */
function grantFor(who: Identity, question: Question, rbac: Rbac): Via | undefined {
  if (who.groups.includes(MASTERS.name)) return { subject: MASTERS };
  const namespace = 'path' in question ? '' : question.namespace;
  for (const { binding, subject } of bindingsFor(who, rbac)) {
    if (binding.namespace !== undefined && binding.namespace !== namespace) continue;
    if (rulesOf(binding, rbac).some((rule) => ruleAllows(rule, question))) {
      return viaOf(binding, subject);
    }
  }
  return undefined;
}

/** Every rule that it has anywhere, through which binding, most dangerous first. */
export function authorityOf(subject: Subject, rbac: Rbac): Authority {
  const who = identityOf(subject);
  const merged = new Map<string, GrantedRule>();
  if (who.groups.includes(MASTERS.name)) {
    merged.set('', { ...EVERYTHING, via: { subject: MASTERS } });
  }
  for (const { binding, subject: bound } of bindingsFor(who, rbac)) {
    for (const rule of rulesOf(binding, rbac)) addRule(merged, rule, binding, bound);
  }
  const rules = dangerOrder([...merged.values()]);
  return { subject, rules, unseen: [...gaps(who, rbac, undefined)] };
}

/**
 * A rule of a RoleBinding says nothing of URLs, and one that charts write alike into several
 * namespaces is one rule.
 */
function addRule(
  merged: Map<string, GrantedRule>,
  rule: Rule,
  binding: Binding,
  subject: Subject,
): void {
  const { namespace } = binding;
  if (namespace !== undefined && rule.resources.length === 0) return;
  const via = viaOf(binding, subject);
  const key = JSON.stringify([rule, via]);
  const known = merged.get(key)?.namespaces;
  if (namespace === undefined) merged.set(key, { namespaces: '*', ...rule, via });
  else {
    const namespaces = new Set(known === '*' ? [] : known).add(namespace);
    merged.set(key, { namespaces: [...namespaces].sort(), ...rule, via });
  }
}

export function viaOf({ ref, role }: Binding, subject: Subject): Via {
  return {
    binding: { kind: ref.kind, name: ref.name },
    role: { kind: role.kind, name: role.name },
    subject,
  };
}

export function rulesOf({ role }: Binding, rbac: Rbac): readonly Rule[] {
  return rbac.roles.get(roleKey(role))?.rules ?? [];
}

/** Each binding once, with that of its subjects through which it applies. */
export function* bindingsFor(
  { user, groups }: Identity,
  rbac: Rbac,
): Generator<{ binding: Binding; subject: Subject }> {
  const keys = [
    ...(user === undefined ? [] : [`User/${user}`]),
    ...groups.map((it) => `Group/${it}`),
  ];
  const told = new Set<Binding>();
  for (const key of keys) {
    for (const binding of rbac.bindingsOf.get(key) ?? []) {
      if (told.has(binding)) continue;
      told.add(binding);
      const subject = binding.subjects.find((it) => subjectKey(it) === key);
      if (subject) yield { binding, subject };
    }
  }
}

/** What is missing for a certain no: in one namespace, in none (""), or anywhere (undefined). */
export function gaps(
  who: Identity,
  rbac: Rbac,
  namespace: string | undefined,
): ReadonlySet<string> {
  const found = new Set(rbac.limits);
  const need = (kind: RbacRef['kind']) => {
    const why = rbac.unseen.get(kind);
    if (why !== undefined) found.add(why);
  };
  need('ClusterRoleBinding');
  if (namespace !== '') need('RoleBinding');
  for (const { binding } of bindingsFor(who, rbac)) {
    const elsewhere = binding.namespace !== undefined && binding.namespace !== namespace;
    if (namespace === undefined || !elsewhere) need(binding.role.kind);
  }
  return found;
}
