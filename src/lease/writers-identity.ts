// Becoming a writer of a Lease by acting as somebody who is one.
import { MASTERS, viaOf } from './authority.ts';
import type { Rule } from './rbac.ts';
import { resourceQuestion } from './rbac-rule.ts';
import { rankOf, rightsIn, type Right } from './writers-rights.ts';
import { EVERY, keyOf, type Aim, type Targets } from './writers-targets.ts';
import { may, mayAnywhere, maySome, type Candidate, type Way, type World } from './writers-way.ts';

type Grant = Candidate['grants'][number];

interface Chance {
  readonly right: Right;
  readonly rule: Rule;
  readonly grant: Grant;
}

/** The most direct way into one of the targets. */
export function wayInto(targets: Targets, candidate: Candidate, world: World): Way | undefined {
  for (const { right, rule, grant } of chancesOf(candidate, world)) {
    const aim = aimsOf(rule, right, grant, targets).find((it) =>
      suffices(right, it, candidate, world),
    );
    if (aim === undefined) continue;
    const { means, verb, resource } = right;
    const via = viaOf(grant.binding, grant.subject);
    return { means, verbs: [verb], resource, onto: aim.onto, via };
  }
  return undefined;
}

function chancesOf({ grants }: Candidate, { rights }: World): Chance[] {
  const found = grants.flatMap((grant) =>
    grant.rules.flatMap((rule) => rightsIn(rule, rights).map((right) => ({ right, rule, grant }))),
  );
  return found.sort((a, b) => rankOf(a.right) - rankOf(b.right));
}

/** Those of the targets whom this rule leads to: all of them, or one, where any is as good. */
function aimsOf(
  { resourceNames }: Rule,
  { into, resource }: Right,
  { binding: { namespace } }: Grant,
  { all, byName }: Targets,
): readonly Aim[] {
  if (into === 'any account') {
    // A node is in no namespace, and neither is what a ClusterRoleBinding gives.
    if (resource.startsWith('nodes/') && namespace !== undefined) return [];
    const there = all.get(keyOf(into, namespace ?? '')) ?? [];
    return there.length > 0 ? there : (all.get(keyOf(into, EVERY)) ?? []);
  }
  if (resourceNames.length === 0) {
    return all.get(namespace === undefined ? into : keyOf(into, namespace)) ?? [];
  }
  const named = resourceNames.flatMap((name) => byName.get(keyOf(into, name)) ?? []);
  return named.filter((it) => namespace === undefined || it.namespace === namespace);
}

/** Some rights need another one beside them. */
function suffices(right: Right, aim: Aim, candidate: Candidate, world: World): boolean {
  if (right.into === 'groups' && !canBeSomebody(right, candidate)) return false;
  if (right.mode !== undefined) return isConstrained(right.mode, aim, candidate, world);
  if (right.resource !== 'secrets') return true;
  const { namespace } = aim;
  return ['get', 'list', 'watch'].some((verb) =>
    maySome(candidate, resourceQuestion(verb, 'secrets', { namespace })),
  );
}

/** A group is impersonated only together with a user (buildImpersonationRequests, impersonation.go). */
function canBeSomebody({ verb, resource }: Right, candidate: Candidate): boolean {
  return ['users', 'serviceaccounts'].some((on) =>
    mayAnywhere(candidate, resourceQuestion(verb, resource.replace('groups', on))),
  );
}

/**
 * For these requests alone, here for writing the Lease, and never as system:masters
 * (impersonateOnAttributes, authorizeGroups of apiserver/pkg/endpoints/filters/impersonation/mode.go).
 */
function isConstrained(
  mode: string,
  { onto }: Aim,
  candidate: Candidate,
  { questions }: World,
): boolean {
  if (onto.kind === 'Group' && onto.name === MASTERS.name) return false;
  return questions.some((it) =>
    may(candidate, { ...it, verb: `impersonate-on:${mode}:${it.verb}` }),
  );
}
