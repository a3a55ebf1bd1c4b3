// Findings about who may write this Lease: others than its holder, and its holder more than this one.
import { dangerOf } from './authority-danger.ts';
import type { GrantedRule } from './authority.ts';
import type { Finding, Found } from './finding.ts';
import { authorityIn, doubtsIn, grantInWords, isKubernetesOwn } from './findings-rights.ts';
import { subjectInWords, viaInWords } from './rbac-words.ts';
import {
  DEFAULT_ACCOUNTS,
  LEAST_PRIVILEGE,
  RESOURCE_NAMES,
  WORKLOAD_CREATION,
} from './findings-sources.ts';
import { facts, listed, plural } from './findings-words.ts';
import { subjectKey } from './rbac.ts';
import { resourceQuestion, ruleAllows } from './rbac-rule.ts';
import { LEASES, type Writer } from './writers.ts';

const MOST = 8;

/** Who else, is known only where it is known whom the holder runs as. */
function others(record: Found, direct: boolean): readonly Writer[] {
  const authority = authorityIn(record);
  if (authority === undefined) return [];
  const own = subjectKey(authority.subject);
  return record.writers.writers.filter(
    ({ subject, means, builtIn }) =>
      builtIn === undefined && subjectKey(subject) !== own && (means === 'writes') === direct,
  );
}

export function othersMayWrite(record: Found): Finding | undefined {
  const found = others(record, true);
  if (found.length === 0) return undefined;
  const subjects = new Set(found.map(({ subject }) => subjectKey(subject))).size;
  return {
    id: 'others-may-write',
    severity: 'medium',
    what: `${plural(subjects, 'other')} than its holder may take or delete it`,
    evidence: facts(
      found.map(
        ({ subject, verbs, via }) =>
          `${subjectInWords(subject)}: ${verbs.join(', ')}, by ${viaInWords(via)}`,
      ),
      MOST,
    ).concat(doubtsIn(record)),
    advice: 'take the right away from whoever does not campaign for it',
    source: LEAST_PRIVILEGE,
  };
}

export function othersMayBecomeWriters(record: Found): Finding | undefined {
  const found = others(record, false);
  if (found.length === 0) return undefined;
  return {
    id: 'others-may-become-writers',
    severity: 'low',
    what: `${plural(found.length, 'other')} may take it by acting as somebody who may`,
    evidence: facts(
      found.map(
        ({ subject, verbs, resource, via }) =>
          `${subjectInWords(subject)}: ${verbs.join(', ')} ${resource}, by ${viaInWords(via)}`,
      ),
      MOST,
    ).concat(doubtsIn(record)),
    advice: 'keep the right to make Pods, tokens and bindings there to whom the namespace belongs',
    source: WORKLOAD_CREATION,
  };
}

const WRITE = ['update', 'patch', 'delete'];

/** Its own rules that let it write this Lease; who may do everything has a finding of its own. */
function rulesForIt(record: Found): readonly GrantedRule[] {
  const { ref } = record.who.lease;
  const questions = WRITE.map((verb) => resourceQuestion(verb, LEASES, ref));
  return (authorityIn(record)?.rules ?? []).filter(
    (rule) =>
      !isKubernetesOwn(rule) &&
      dangerOf(rule).about !== 'everything' &&
      (rule.namespaces === '*' || rule.namespaces.includes(ref.namespace)) &&
      questions.some((question) => ruleAllows(rule, question)),
  );
}

/** Every Pod of the namespace that names no ServiceAccount runs as this one. */
export function defaultServiceAccount(record: Found): Finding | undefined {
  const subject = authorityIn(record)?.subject;
  if (subject?.kind !== 'ServiceAccount' || subject.name !== 'default') return undefined;
  const [rule] = rulesForIt(record);
  if (rule === undefined) return undefined;
  const { namespace = '' } = subject;
  return {
    id: 'default-service-account',
    severity: 'medium',
    what: `any Pod of ${namespace} that names no ServiceAccount may take it`,
    evidence: [
      `its holder runs as ServiceAccount ${namespace}/default`,
      `which may ${leaseGrant(rule)}, by ${viaInWords(rule.via)}`,
      ...doubtsIn(record),
    ],
    advice: 'give its workload a ServiceAccount of its own, and bind the role to that',
    source: DEFAULT_ACCOUNTS,
  };
}

function leaseGrant(rule: GrantedRule): string {
  const verbs = WRITE.filter((verb) =>
    ruleAllows(rule, resourceQuestion(verb, LEASES, { name: rule.resourceNames[0] ?? '' })),
  );
  return grantInWords(rule, { verbs, resources: [LEASES] });
}

/** Everywhere, that is `may-take-every-lease`. */
export function leaseRuleWithoutNames(record: Found): Finding | undefined {
  const { namespace, name } = record.who.lease.ref;
  const rules = rulesForIt(record).filter(
    ({ namespaces, resourceNames }) => namespaces !== '*' && resourceNames.length === 0,
  );
  if (rules.length === 0) return undefined;
  const { neighbours } = record;
  const near = neighbours?.seen ? neighbours.value.map(({ ref }) => ref.name) : [];
  return {
    id: 'lease-rule-without-names',
    severity: 'low',
    what: `its holder may take any Lease of ${namespace}: its rule names none`,
    evidence: [
      ...facts(rules.map((rule) => `${leaseGrant(rule)}, by ${viaInWords(rule.via)}`)),
      ...doubtsIn(record),
      ...(near.length === 0 ? [] : [`other Leases there: ${listed(near)}`]),
    ],
    advice: `name it in the rule: resourceNames: ["${name}"]; create needs a rule without names, of its own`,
    source: RESOURCE_NAMES,
  };
}
