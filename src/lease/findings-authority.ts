// Findings about what the holder may do, through which bindings.
import { dangersOf, type Danger } from './authority-danger.ts';
import type { GrantedRule } from './authority.ts';
import type { Finding, Found, Severity } from './finding.ts';
import { RIGHTS, type Right } from './findings-authority-rights.ts';
import { facts } from './findings-words.ts';
import { authorityIn, doubtsIn, grantInWords, isKubernetesOwn } from './findings-rights.ts';
import { viaInWords } from './rbac-words.ts';

const MOST_RULES = 8;

interface Given {
  readonly right: Right;
  readonly danger: Danger;
  readonly rule: GrantedRule;
  readonly severity: Severity;
}

/** One finding for each right, with every rule that gives it. */
export function rightsOfHolder(record: Found): readonly Finding[] {
  const rules = authorityIn(record)?.rules ?? [];
  const given = rules.filter((rule) => !isKubernetesOwn(rule)).flatMap(givenBy);
  const ids = new Set(RIGHTS.map(({ id }) => id));
  return [...ids].flatMap(
    (id) =>
      findingOf(
        given.filter(({ right }) => right.id === id),
        doubtsIn(record),
      ) ?? [],
  );
}

function givenBy(rule: GrantedRule): Given[] {
  return dangersOf(rule).flatMap((danger) =>
    RIGHTS.flatMap((right) => {
      if (right.about !== danger.about) return [];
      if (right.level !== undefined && right.level !== danger.level) return [];
      const verbs = danger.verbs.filter((it) => right.verbs?.includes(it) ?? true);
      const severity = severityOf(right, rule);
      if (verbs.length === 0 || severity === undefined) return [];
      return [{ right, danger: { ...danger, verbs }, rule, severity }];
    }),
  );
}

function severityOf(
  right: Right,
  { namespaces, resourceNames }: GrantedRule,
): Severity | undefined {
  const everywhere = namespaces === '*' && resourceNames.length === 0;
  return everywhere ? right.everywhere : right.somewhere;
}

/** As bad as the worst of its rules. */
function findingOf(given: readonly Given[], doubts: readonly string[]): Finding | undefined {
  const worst = given.find(({ right, severity }) => severity === right.everywhere) ?? given[0];
  if (worst === undefined) return undefined;
  const { right, danger, severity, rule } = worst;
  const where = severity === right.everywhere ? '' : limitsOf(rule);
  return {
    id: right.id,
    severity,
    what: `${right.what}${where}`,
    evidence: [
      ...facts(
        [
          ...new Set(
            given.map((it) => `${grantInWords(it.rule, it.danger)}, by ${viaInWords(it.rule.via)}`),
          ),
        ],
        MOST_RULES,
      ),
      ...doubts,
    ],
    advice: right.advice,
    source: { title: pageOf(danger.source), url: danger.source },
  };
}

function limitsOf({ namespaces, resourceNames }: GrantedRule): string {
  if (resourceNames.length > 0) return ', for some names';
  return namespaces === '*'
    ? ''
    : `, in ${namespaces.length === 1 ? (namespaces[0] ?? '') : `${namespaces.length} namespaces`}`;
}

/** A few words for the page of a danger. */
function pageOf(url: string): string {
  return PAGES.find(([part]) => url.includes(part))?.[1] ?? 'rbac reference';
}

const PAGES: readonly (readonly [part: string, title: string])[] = [
  ['/rbac-good-practices/', 'rbac good practices'],
  ['/concepts/architecture/leases/', 'leases'],
  ['/apiserver-aggregation/', 'aggregation layer'],
  ['/taint-and-toleration/', 'taints and tolerations'],
  ['/custom-resource-definitions/', 'custom resources'],
];
