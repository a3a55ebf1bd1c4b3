// The worst that an authority allows, as one right, and how much it allows besides.
import type { Authority, GrantedRule } from './authority.ts';
import { dangerOf, inGroup, type Danger } from './authority-danger.ts';
import { resourceQuestion, ruleAllowsSome } from './rbac-rule.ts';

/** What one word says of several verbs, the worst first; other verbs are words of their own. */
const ACTS = [
  ['delete', ['delete', 'deletecollection']],
  ['change', ['update', 'patch']],
  ['create', ['create']],
  ['read', ['get', 'list', 'watch']],
] as const;

export interface WorstRight {
  readonly danger: Danger;
  /** A word of ACTS, another verb, or "*" for every verb. */
  readonly act: string;
  /** As kubectl names it: `deployments.apps`, `*`, `*.apps`, or a path. */
  readonly resource: string;
  /** "*": everywhere; by whichever binding gives this right there. */
  readonly namespaces: readonly string[] | '*';
  /** Empty: whatever the name. */
  readonly names: readonly string[];
}

export interface WhatItMay {
  /** Undefined: nothing was seen that not everybody may. */
  readonly worst: WorstRight | undefined;
  /**
   * Further pairs of a verb and a resource, wherever they are allowed: what the worst does not say.
   * What every authenticated user may is not counted.
   */
  readonly others: number;
}

export function whatItMay({ rules }: Pick<Authority, 'rules'>): WhatItMay {
  const own = rules.filter((rule) => !isEverybodys(rule));
  const [first] = own;
  if (first === undefined) return { worst: undefined, others: 0 };
  const worst = worstIn(first, own);
  if (worst.danger.about === 'everything' && worst.namespaces === '*') return { worst, others: 0 };
  const said = saidBy(worst, first);
  const things = new Set(own.flatMap(thingsOf));
  return { worst, others: things.difference(said).size };
}

/** Given to a group that the API server itself keeps, and harmless. */
export function isEverybodys(rule: GrantedRule): boolean {
  const group = rule.via.subject?.kind === 'Group' ? rule.via.subject.name : '';
  return group.startsWith('system:') && dangerOf(rule).level === 'none';
}

function worstIn(rule: GrantedRule, own: readonly GrantedRule[]): WorstRight {
  const danger = dangerOf(rule);
  const act = rule.verbs.includes('*') ? '*' : actOf(danger.verbs);
  const resource = resourceIn(rule, danger);
  const right = { danger, act, resource, names: rule.resourceNames };
  return { ...right, namespaces: everywhereOf(right, rule, own) };
}

function actOf(verbs: readonly string[]): string {
  const act = ACTS.find(([, meant]) => meant.some((verb) => verbs.includes(verb)));
  return act?.[0] ?? verbs[0] ?? '';
}

/** A controller brings its Pods back, so it is worse to write what makes Pods than Pods. */
function resourceIn({ resources, apiGroups }: GrantedRule, danger: Danger): string {
  if (resources.includes('*')) return apiGroups.includes('*') ? '*' : `*.${apiGroups.join(',')}`;
  return danger.resources.find((it) => it !== 'pods') ?? danger.resources[0] ?? '';
}

/** Another binding may give the same elsewhere. */
function everywhereOf(
  { danger, act, resource }: Pick<WorstRight, 'danger' | 'act' | 'resource'>,
  rule: GrantedRule,
  own: readonly GrantedRule[],
): WorstRight['namespaces'] {
  if (rule.namespaces === '*' || rule.resourceNames.length > 0) return rule.namespaces;
  const [verb = ''] = verbsOf(act, danger).filter((it) => danger.verbs.includes(it));
  const question = resourceQuestion(verb, resource);
  const alike = own.filter(
    (it) =>
      it.resourceNames.length === 0 &&
      dangerOf(it).about === danger.about &&
      ruleAllowsSome(it, question),
  );
  return [...new Set(alike.flatMap((it) => it.namespaces))].sort();
}

function verbsOf(act: string, danger: Danger): readonly string[] {
  return ACTS.find(([word]) => word === act)?.[1] ?? danger.verbs;
}

/** What the words about the worst say already. */
function saidBy({ act, danger, resource }: WorstRight, { verbs }: GrantedRule): Set<string> {
  const said = act === '*' ? verbs : verbsOf(act, danger);
  return new Set(said.map((verb) => `${verb} ${resource}`));
}

function thingsOf({ verbs, apiGroups, resources, nonResourceURLs }: GrantedRule): string[] {
  const named = resources.flatMap((resource) =>
    resource === '*' && apiGroups.includes('*')
      ? [resource]
      : apiGroups.map((group) => (group === '' ? resource : inGroup(resource, group))),
  );
  return [...named, ...nonResourceURLs].flatMap((what) => verbs.map((verb) => `${verb} ${what}`));
}
