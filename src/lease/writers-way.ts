// A way to become a writer of a Lease, and what is asked to find one.
import { viaOf, type Via } from './authority.ts';
import type { Binding, RbacRef, Rule, Subject } from './rbac.ts';
import { ruleAllows, ruleAllowsSome, type ResourceQuestion } from './rbac-rule.ts';
import type { Right } from './writers-rights.ts';

export interface Way {
  readonly means: Right['means'] | 'bind' | 'escalate';
  readonly verbs: readonly string[];
  /** What the verbs are allowed on, as kubectl names it. */
  readonly resource: string;
  /** Whom it becomes, or which role it gives itself. */
  readonly onto: Subject | RbacRef;
  /** By which it has that right. */
  readonly via: Via;
}

export interface Escalation extends Way {
  readonly subject: Subject;
}

export interface World {
  readonly namespace: string;
  /** What writes the Lease: of these, one suffices. */
  readonly questions: readonly ResourceQuestion[];
  /** Roles that write it when they are bound in its namespace, or everywhere. */
  readonly roles: readonly RbacRef[];
  readonly bindings: readonly Binding[];
  /** What rightsIn() found. */
  readonly rights: Map<Rule, readonly Right[]>;
}

export interface Candidate {
  readonly subject: Subject;
  readonly grants: readonly {
    readonly binding: Binding;
    /** The one of the binding's through which it applies. */
    readonly subject: Subject;
    readonly rules: readonly Rule[];
  }[];
}

/** Through what the candidate may do that; undefined: not at all. */
export function may(candidate: Candidate, question: ResourceQuestion): Via | undefined {
  return through(candidate, question.namespace, (rule) => ruleAllows(rule, question));
}

/** As may(), for some name at least. */
export function maySome(candidate: Candidate, question: ResourceQuestion): Via | undefined {
  return through(candidate, question.namespace, (rule) => ruleAllowsSome(rule, question));
}

/** As maySome(), in some namespace at least. */
export function mayAnywhere(candidate: Candidate, question: ResourceQuestion): Via | undefined {
  return through(candidate, undefined, (rule) => ruleAllowsSome(rule, question));
}

function through(
  { grants }: Candidate,
  namespace: string | undefined,
  allows: (rule: Rule) => boolean,
): Via | undefined {
  const grant = grants.find(
    ({ binding, rules }) =>
      (binding.namespace === undefined ||
        namespace === undefined ||
        binding.namespace === namespace) &&
      rules.some(allows),
  );
  return grant && viaOf(grant.binding, grant.subject);
}
