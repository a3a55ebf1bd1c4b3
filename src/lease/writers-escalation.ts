// Who could become a writer of a Lease without being one: the ways that Kubernetes leaves.
import { bindingsFor, identityOf, rulesOf } from './authority.ts';
import type { LeaseRef } from './lease.ts';
import { subjectKey, type Rbac, type Subject } from './rbac.ts';
import { ruleAllows, type ResourceQuestion } from './rbac-rule.ts';
import { wayByRole } from './writers-role.ts';
import { wayInto } from './writers-identity.ts';
import { targetsOf } from './writers-targets.ts';
import type { Candidate, Escalation, Way, World } from './writers-way.ts';

/** Until nobody else can become one of them; each is told once, by its first way. */
export function escalationsTo(
  { namespace }: LeaseRef,
  direct: readonly Subject[],
  questions: readonly ResourceQuestion[],
  rbac: Rbac,
): Escalation[] {
  const world = worldOf(namespace, questions, rbac);
  const writers = new Set(direct.map(subjectKey));
  const found: Escalation[] = [];
  let targets = direct;
  let left = candidatesOf(rbac);
  const round = (ways: (candidate: Candidate) => Way | undefined): void => {
    left = left.filter(({ subject }) => !covered(subject, writers));
    const fresh = left.flatMap((it) => {
      const way = ways(it);
      return way === undefined ? [] : [{ subject: it.subject, ...way }];
    });
    found.push(...fresh);
    targets = fresh.map(({ subject }) => subject);
    for (const subject of targets) writers.add(subjectKey(subject));
  };
  const first = targetsOf(direct);
  round((it) => wayByRole(it, world) ?? wayInto(first, it, world));
  while (targets.length > 0) {
    const into = targetsOf(targets);
    round((it) => wayInto(into, it, world));
  }
  return found;
}

function worldOf(namespace: string, questions: readonly ResourceQuestion[], rbac: Rbac): World {
  const roles = [...rbac.roles.values()].filter(
    ({ ref, rules }) =>
      (ref.namespace === undefined || ref.namespace === namespace) &&
      questions.some((question) => rules.some((rule) => ruleAllows(rule, question))),
  );
  return {
    namespace,
    questions,
    roles: roles.map(({ ref }) => ref),
    bindings: rbac.bindings,
    rights: new Map(),
  };
}

function candidatesOf(rbac: Rbac): Candidate[] {
  const subjects = rbac.bindings.flatMap((it) => it.subjects);
  const distinct = new Map(subjects.map((it) => [subjectKey(it), it]));
  return [...distinct.values()].map((subject) => ({
    subject,
    grants: [...bindingsFor(identityOf(subject), rbac)].map((it) => ({
      ...it,
      rules: rulesOf(it.binding, rbac),
    })),
  }));
}

/** A writer itself, or a member of a group that is one. */
function covered(subject: Subject, writers: ReadonlySet<string>): boolean {
  const { groups } = identityOf(subject);
  return writers.has(subjectKey(subject)) || groups.some((it) => writers.has(`Group/${it}`));
}
