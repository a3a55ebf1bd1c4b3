// What a subject may do as the server says it, where RBAC itself may not be read.
import { dangerOrder } from './authority-danger.ts';
import { authorityOf, identityOf, type Authority, type GrantedRule } from './authority.ts';
import type { Evidence } from './evidence.ts';
import type { LeaseRef } from './lease.ts';
import type { Rbac, Subject } from './rbac.ts';
import { resourceQuestion, type ResourceQuestion } from './rbac-rule.ts';
import { LEASES } from './writers.ts';

/** Worst first, everywhere before the Lease's namespace: whoever asks may stop at any of them. */
export function shortList({ namespace, name }: LeaseRef): readonly ResourceQuestion[] {
  const everywhere = EVERYWHERE.map(([verb, on]) => resourceQuestion(verb, on));
  const there = THERE.map(([verb, on]) => resourceQuestion(verb, on, { namespace }));
  return [
    { ...resourceQuestion('*', '*'), apiGroup: '*' },
    ...everywhere,
    ...there,
    resourceQuestion('patch', LEASES, { namespace, name }),
  ];
}

const THERE: readonly (readonly [verb: string, on: string])[] = [
  ['create', 'pods'],
  ['list', 'secrets'],
  ['delete', 'deployments.apps'],
];

const EVERYWHERE: typeof THERE = [
  ...THERE,
  ['escalate', 'clusterroles.rbac.authorization.k8s.io'],
  ['bind', 'clusterroles.rbac.authorization.k8s.io'],
  ['impersonate', 'users'],
  ['update', 'mutatingwebhookconfigurations.admissionregistration.k8s.io'],
  ['patch', 'nodes'],
];

/**
 * What was seen of RBAC; where that is not all, also what the server says to at most so many
 * questions of the short list, one request each. Whoever may not ask about the whole cluster, which
 * one more request may tell, is asked for the Lease's namespace alone (bootstrappolicy/policy.go:
 * an admin of a namespace may ask there).
 */
export async function authorityAsked(
  subject: Subject,
  ref: LeaseRef,
  rbac: Rbac,
  { evidence, most }: { readonly evidence: Pick<Evidence, 'review'>; readonly most: number },
): Promise<Authority> {
  const read = authorityOf(subject, rbac);
  if (read.unseen.length === 0) return read;
  const rules: GrantedRule[] = [];
  const unseen = new Set(read.unseen);
  let asked = 0;
  let refused: string | undefined;
  for (const question of shortList(ref)) {
    if (asked === most) break;
    const everywhere = question.namespace === '';
    if (everywhere && refused !== undefined) continue;
    if (rules.some((rule) => isWithin(question, rule))) continue;
    const answer = await evidence.review(identityOf(subject), question);
    if (!answer.seen) {
      unseen.add(answer.why);
      if (!everywhere) break;
      refused = answer.why;
      continue;
    }
    asked += 1;
    if (answer.value.allowed) rules.push(ruleOf(question, answer.value.reason));
  }
  if (asked > 0) unseen.add(`asked the server about ${asked} rights instead`);
  return { subject, rules: dangerOrder([...read.rules, ...rules]), unseen: [...unseen] };
}

/** In Kubernetes' terms: that question, and nothing that was not asked. */
function ruleOf(
  { verb, apiGroup, resource, namespace, name }: ResourceQuestion,
  reason: string,
): GrantedRule {
  return {
    namespaces: namespace === '' ? '*' : [namespace],
    verbs: [verb],
    apiGroups: [apiGroup],
    resources: [resource],
    resourceNames: name === '' ? [] : [name],
    nonResourceURLs: [],
    via: { reason },
  };
}

function isWithin(question: ResourceQuestion, rule: GrantedRule): boolean {
  const has = (list: readonly string[], value: string) =>
    list.includes('*') || list.includes(value);
  return (
    rule.namespaces === '*' &&
    has(rule.verbs, question.verb) &&
    has(rule.apiGroups, question.apiGroup) &&
    has(rule.resources, question.resource)
  );
}
