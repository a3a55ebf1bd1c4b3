// Who may take or delete a Lease: by writing it, or by becoming somebody who may.
import { MASTERS, gaps, rulesOf, viaOf, type Via } from './authority.ts';
import type { LeaseRef } from './lease.ts';
import { subjectKey, type Binding, type Rbac, type Subject } from './rbac.ts';
import { resourceQuestion, ruleAllows, type ResourceQuestion } from './rbac-rule.ts';
import { escalationsTo } from './writers-escalation.ts';
import type { Escalation } from './writers-way.ts';

/**
 * How: by the Lease itself; by acting as another writer (`impersonate`, `token`), by running code
 * as its ServiceAccount (`pods`) or in its Pods (`exec`), or by giving itself a role (`bind`,
 * `escalate`).
 */
export type Means = 'writes' | Escalation['means'];

export interface Writer {
  readonly subject: Subject;
  readonly means: Means;
  readonly verbs: readonly string[];
  /** What the verbs are allowed on, as kubectl names it: `leases.coordination.k8s.io`. */
  readonly resource: string;
  /** Whom it becomes, or which role it gives itself; absent where it writes. */
  readonly onto?: Escalation['onto'];
  readonly via: Via;
  /** Under which word a page may fold it: what every cluster has, or a role for people. */
  readonly builtIn?: BuiltIn;
}

export type BuiltIn = 'system:masters' | 'control plane' | 'cluster-admin' | 'admin' | 'edit';

export interface Writers {
  /** Those who write it before those who would have to become somebody first. */
  readonly writers: readonly Writer[];
  /** What could not be looked at: there may be more than these. */
  readonly unseen: readonly string[];
}

export const LEASES = 'leases.coordination.k8s.io';

/** design §5: patching the holder is taking the lock; deleting it lets anybody create it anew. */
const VERBS = ['update', 'patch', 'delete'];

export function writersOf(ref: LeaseRef, rbac: Rbac): Writers {
  const questions = questionsOf(ref);
  const direct = [
    mastersOf(),
    ...rbac.bindings.flatMap((it) => writersBy(it, questions, rbac)),
  ].sort(byBuiltIn);
  const subjects = new Map(direct.map(({ subject }) => [subjectKey(subject), subject]));
  const indirect = escalationsTo(ref, [...subjects.values()], questions, rbac).map(folded);
  const writers = [...direct, ...indirect.sort(byBuiltIn)];
  return { writers, unseen: [...unseenOf(ref, rbac)] };
}

function questionsOf({ namespace, name }: LeaseRef): readonly ResourceQuestion[] {
  return [
    ...VERBS.map((verb) => resourceQuestion(verb, LEASES, { namespace, name })),
    resourceQuestion('deletecollection', LEASES, { namespace }),
  ];
}

function mastersOf(): Writer {
  const verbs = [...VERBS, 'deletecollection'];
  const via = { subject: MASTERS };
  return {
    subject: MASTERS,
    means: 'writes',
    verbs,
    resource: LEASES,
    via,
    builtIn: 'system:masters',
  };
}

function writersBy(binding: Binding, questions: readonly ResourceQuestion[], rbac: Rbac): Writer[] {
  if (binding.namespace !== undefined && binding.namespace !== questions[0]?.namespace) return [];
  const rules = rulesOf(binding, rbac);
  const verbs = questions
    .filter((question) => rules.some((rule) => ruleAllows(rule, question)))
    .map(({ verb }) => verb);
  if (verbs.length === 0) return [];
  const distinct = new Map(binding.subjects.map((it) => [subjectKey(it), it]));
  return [...distinct.values()].map((subject) =>
    folded({ subject, means: 'writes', verbs, resource: LEASES, via: viaOf(binding, subject) }),
  );
}

function folded(writer: Writer): Writer {
  const builtIn = builtInOf(writer);
  return builtIn === undefined ? writer : { ...writer, builtIn };
}

/**
 * Names that the API server itself binds (bootstrappolicy/controller_policy.go, policy.go): its
 * own parts by their own bindings, and its roles for people whatever binds them.
 */
function builtInOf({ subject, via: { binding, role } }: Writer): BuiltIn | undefined {
  if (subject.kind === 'Group' && subject.name === MASTERS.name) return 'system:masters';
  const own =
    (subject.kind === 'ServiceAccount' && subject.namespace === 'kube-system') ||
    (subject.kind === 'User' && subject.name.startsWith('system:kube-'));
  if (own && binding?.name.startsWith('system:') && role?.name.startsWith('system:')) {
    return 'control plane';
  }
  if (role?.kind !== 'ClusterRole' || isEverybody(subject)) return undefined;
  return PEOPLE.find((name) => name === role.name);
}

/** A role for some people that was given to all is nothing that every cluster has. */
function isEverybody({ kind, name }: Subject): boolean {
  return kind === 'Group' && /^system:(authenticated|unauthenticated|serviceaccounts)/.test(name);
}

/** The roles that the API server makes for people; who has them is each cluster's own affair. */
export const PEOPLE: readonly BuiltIn[] = ['cluster-admin', 'admin', 'edit'];

/** Stable: bindings keep the order of their lists. */
function byBuiltIn(a: Writer, b: Writer): number {
  return Number(a.builtIn !== undefined) - Number(b.builtIn !== undefined);
}

/** Bindings of any kind may name anybody, and any role may be the one that writes. */
function unseenOf({ namespace }: LeaseRef, rbac: Rbac): ReadonlySet<string> {
  const who = { user: undefined, groups: [] };
  return new Set([...gaps(who, rbac, namespace), ...rbac.unseen.values()]);
}
