// How dangerous a rule is, by what it allows at worst.
import type { GrantedRule } from './authority.ts';
import { DANGERS } from './authority-dangers.ts';
import { PRACTICES, type Row } from './authority-escalations.ts';
import { resourceQuestion, ruleAllowsSome } from './rbac-rule.ts';

export type DangerLevel = 'total' | 'critical' | 'high' | 'medium' | 'low' | 'none';

export interface Danger {
  readonly level: DangerLevel;
  /** One word for a program: `workloads`, `secrets`, `escalate`... */
  readonly about: string;
  /** A clause about whoever has it: "runs code as any ServiceAccount there". */
  readonly means: string;
  /** What of the rule is so dangerous: its verbs, and resources as kubectl names them. */
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** The page that this judgement rests on. */
  readonly source: string;
}

const ORDER: readonly DangerLevel[] = ['total', 'critical', 'high', 'medium', 'low', 'none'];

/** By the worst row of the table that the rule allows anything of. */
export function dangerOf(rule: GrantedRule): Danger {
  return judged(rule).danger;
}

/** All that it is dangerous for, worst first; what is dangerous for everything is told as that alone. */
export function dangersOf(rule: GrantedRule): readonly Danger[] {
  const { danger } = judged(rule);
  if (danger.about === TOTAL.about) return [danger];
  const found = DANGERS.flatMap((row) => {
    const matched = matches(rule, row);
    return matched ? [{ ...matched, ...wordsOf(row) }] : [];
  });
  const wild = wildcardOf(rule);
  return [...found, ...(wild.about === undefined ? [] : [{ ...restOf(rule), ...wild }])];
}

/** Most dangerous first; of the same danger, everywhere before some namespaces, all names before some. */
export function dangerOrder(rules: readonly GrantedRule[]): GrantedRule[] {
  return rules
    .map((rule) => ({ rule, key: orderOf(rule), tie: JSON.stringify(rule) }))
    .sort((a, b) => compare(a.key, b.key) || (a.tie < b.tie ? -1 : 1))
    .map(({ rule }) => rule);
}

function orderOf(rule: GrantedRule): number[] {
  const { danger, row } = judged(rule);
  return [
    ORDER.indexOf(danger.level),
    rule.namespaces === '*' ? 0 : 1,
    rule.resourceNames.length === 0 ? 0 : 1,
    row,
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function judged(rule: GrantedRule): { danger: Danger; row: number } {
  if (isTotal(rule)) {
    const [verbs, resources] = [['*'], ['*']];
    const means = 'may do everything there';
    return { danger: { ...TOTAL, verbs, resources, means }, row: -1 };
  }
  for (const [at, row] of DANGERS.entries()) {
    const found = matches(rule, row);
    if (found) return { danger: { ...found, ...wordsOf(row) }, row: at };
  }
  return { danger: { ...restOf(rule), ...wildcardOf(rule) }, row: DANGERS.length };
}

const TOTAL = { level: 'total', about: 'everything', source: PRACTICES } as const;

function isTotal({ verbs, apiGroups, resources, resourceNames }: GrantedRule): boolean {
  return (
    [verbs, apiGroups, resources].every((it) => it.includes('*')) && resourceNames.length === 0
  );
}

function wordsOf({
  level,
  about,
  means,
  source,
}: Row): Pick<Danger, 'level' | 'about' | 'means' | 'source'> {
  return { level, about, means, source };
}

/** What of the row the rule allows; undefined: nothing. */
function matches(
  rule: GrantedRule,
  row: Row,
): { verbs: readonly string[]; resources: readonly string[] } | undefined {
  if (row.clusterScoped === true && rule.namespaces !== '*') return undefined;
  const verbs = new Set<string>();
  const resources = new Set<string>();
  for (const resource of row.resources) {
    for (const verb of row.verbs) {
      if (!ruleAllowsSome(rule, resourceQuestion(verb, resource))) continue;
      if (isCreateByName(rule, verb, resource)) continue;
      verbs.add(verb);
      resources.add(resource);
    }
  }
  return verbs.size === 0 ? undefined : { verbs: [...verbs], resources: [...resources] };
}

/** A request that creates an object carries no name, so a rule with names never allows it. */
function isCreateByName({ resourceNames }: GrantedRule, verb: string, resource: string): boolean {
  return (
    resourceNames.length > 0 &&
    (verb === 'deletecollection' || (verb === 'create' && !resource.includes('/')))
  );
}

const READS = new Set(['get', 'list', 'watch']);

/** Of resources that the table does not know, and of URLs. */
function restOf(rule: GrantedRule): Danger {
  const { verbs, apiGroups, resources, nonResourceURLs } = rule;
  const groups = apiGroups.filter((group) => group !== '');
  const named = resources.flatMap((resource) =>
    groups.length === 0 ? [resource] : groups.map((group) => inGroup(resource, group)),
  );
  const what = { verbs, resources: [...named, ...nonResourceURLs] };
  const writes = resources.length > 0 && verbs.some((verb) => !READS.has(verb));
  if (writes && !resources.every((it) => REVIEWS.has(it))) {
    return {
      ...what,
      level: 'low',
      about: 'writes',
      means: 'changes these objects',
      source: PRACTICES,
    };
  }
  return { ...what, level: 'none', about: 'reads', means: 'reads', source: PRACTICES };
}

/** `pods/exec` of a group is `pods.GROUP/exec`. */
export function inGroup(resource: string, group: string): string {
  const [name = '', subresource] = resource.split('/');
  return subresource === undefined ? `${name}.${group}` : `${name}.${group}/${subresource}`;
}

/** Creating one of these asks a question and keeps nothing. */
const REVIEWS = new Set([
  'localsubjectaccessreviews',
  'selfsubjectaccessreviews',
  'selfsubjectreviews',
  'selfsubjectrulesreviews',
  'subjectaccessreviews',
  'tokenreviews',
]);

/** Grants what does not exist yet as well. */
function wildcardOf({ verbs, apiGroups, resources }: GrantedRule): Partial<Danger> {
  const wild = [verbs, apiGroups, resources].some((it) => it.includes('*'));
  if (!wild || resources.length === 0) return {};
  const writes = verbs.some((verb) => !READS.has(verb));
  return {
    level: writes ? 'medium' : 'low',
    about: 'wildcard',
    means: 'gets what is added to the API later as well',
  };
}
