// The rights by which one acts as somebody else: a table, the most direct first.
import { EXEC, WORKLOADS } from './authority-dangers.ts';
import type { Rule } from './rbac.ts';
import {
  resourceQuestion,
  ruleAllows,
  ruleAllowsSome,
  type ResourceQuestion,
} from './rbac-rule.ts';

export interface Right {
  readonly means: 'impersonate' | 'token' | 'pods' | 'exec';
  readonly verb: string;
  /** As kubectl names it. */
  readonly resource: string;
  readonly question: ResourceQuestion;
  /** Whom it leads to: those whose name the rule allows, or any ServiceAccount of the namespace. */
  readonly into: 'users' | 'groups' | 'serviceaccounts' | 'any account';
  /** Since 1.36 it may be allowed for some requests alone (KEP 5284). */
  readonly mode?: 'user-info' | 'serviceaccount';
}

const right = (
  means: Right['means'],
  [verb, resource]: readonly [verb: string, resource: string],
  into: Right['into'],
  mode?: NonNullable<Right['mode']>,
): Right => {
  const question = resourceQuestion(verb, resource);
  return { means, verb, resource, question, into, ...(mode === undefined ? {} : { mode }) };
};

const AS = 'authentication.k8s.io';
const WRITES = ['create', 'update', 'patch'];

const RIGHTS: readonly Right[] = [
  right('impersonate', ['impersonate', 'serviceaccounts'], 'serviceaccounts'),
  right('impersonate', ['impersonate', 'users'], 'users'),
  right('impersonate', ['impersonate', 'groups'], 'groups'),
  ...(['users', 'groups'] as const).map((on) =>
    right('impersonate', ['impersonate:user-info', `${on}.${AS}`], on, 'user-info'),
  ),
  right(
    'impersonate',
    ['impersonate:serviceaccount', `serviceaccounts.${AS}`],
    'serviceaccounts',
    'serviceaccount',
  ),
  right('token', ['create', 'serviceaccounts/token'], 'serviceaccounts'),
  // A Secret that asks for a long-lived token is filled, and read back.
  right('token', ['create', 'secrets'], 'any account'),
  ...WRITES.flatMap((verb) => WORKLOADS.map((on) => right('pods', [verb, on], 'any account'))),
  // A WebSocket is opened by GET (RBAC good practices, nodes/proxy).
  ...[...EXEC, 'nodes/proxy'].flatMap((on) =>
    ['create', 'get', ...WRITES.slice(1)].map((verb) => right('exec', [verb, on], 'any account')),
  ),
];

/** Most rules have none of them, and each is looked at once, however many it is bound to. */
export function rightsIn(rule: Rule, known: Map<Rule, readonly Right[]>): readonly Right[] {
  const found = known.get(rule) ?? RIGHTS.filter((it) => gives(rule, it));
  known.set(rule, found);
  return found;
}

/** What is new is created without a name; everything else has one. */
function gives(rule: Rule, { question, into }: Right): boolean {
  const isNew = into === 'any account' && question.verb === 'create' && question.subresource === '';
  return isNew ? ruleAllows(rule, question) : ruleAllowsSome(rule, question);
}

export function rankOf(right: Right): number {
  return RIGHTS.indexOf(right);
}
