// Authority and writers in lines: what the holder may do, and who else may take the Lease.
import { OTHER_AUTHORIZERS, type Authority, type GrantedRule } from '../lease/authority.ts';
import { subjectInWords, viaInWords } from '../lease/rbac-words.ts';
import { isEverybodys } from '../lease/worst-right.ts';
import { PEOPLE, type BuiltIn, type Writer, type Writers } from '../lease/writers.ts';
import type { Line } from './section.ts';

/** More lines than these are for -o json. */
const MOST = 8;

/** Most dangerous first; what every authenticated user may do anyway is counted, not listed. */
export function authorityLines(authority: Authority): Line[] {
  const own = authority.rules.filter((rule) => !isEverybodys(rule));
  const rows = own
    .slice(0, MOST)
    .map(({ namespaces, ...rule }) => [
      namespaces === '*' ? 'all namespaces' : namespaces.join(', '),
      rule.verbs.join(', '),
      resourcesOf({ namespaces, ...rule }).join(', '),
      viaInWords(rule.via),
    ]);
  const rest = own.length - rows.length;
  const everybodys = authority.rules.length - own.length;
  return [
    'what it may do; every replica may, the Lease decides which one does',
    ...rows,
    ...(own.length === 0 && authority.unseen.length === 0
      ? ['nothing by RBAC beyond what everybody may']
      : []),
    ...(rest > 0 ? [`and ${rest} more rules: -o json`] : []),
    ...(everybodys > 0 ? [`and what every authenticated user may: ${everybodys} rules`] : []),
    ...authority.unseen.map((why) => `not known: ${why}`),
    OTHER_AUTHORIZERS,
  ];
}

/** As kubectl names them: deployments.apps. */
function resourcesOf({
  apiGroups,
  resources,
  resourceNames,
  nonResourceURLs,
}: GrantedRule): string[] {
  const named = resources.flatMap((resource) =>
    apiGroups.map((group) =>
      group === '' || resource === '*' ? resource : `${resource}.${group}`,
    ),
  );
  const only = resourceNames.length === 0 ? '' : ` named ${resourceNames.join(', ')}`;
  return [...named.map((resource) => resource + only), ...nonResourceURLs];
}

/** Those who are in every cluster are counted, those of a role for people named together, the others a line each. */
export function writerLines({ writers, unseen }: Writers): Line[] {
  const own = writers.filter(({ builtIn }) => builtIn === undefined);
  const rows = own
    .slice(0, MOST)
    .map((writer) => [
      subjectInWords(writer.subject),
      writer.verbs.join(', '),
      meansInWords(writer),
      viaInWords(writer.via),
    ]);
  const people = PEOPLE.flatMap((role) => peopleLine(role, writers));
  const builtIn = new Set(writers.flatMap((writer) => writer.builtIn ?? []).filter(isSystem));
  const rest = own.length - rows.length;
  return [
    'who may take or delete this Lease',
    ...rows,
    ...(rest > 0 ? [`and ${rest} more: -o json`] : []),
    ...people,
    ...(builtIn.size > 0 ? [`and, as in every cluster: ${[...builtIn].sort().join(', ')}`] : []),
    ...unseen.map((why) => `not known: ${why}`),
  ];
}

function isSystem(builtIn: BuiltIn): boolean {
  return !PEOPLE.includes(builtIn);
}

/** "who has ClusterRole edit: Group devs, User bob" */
function peopleLine(role: BuiltIn, writers: Writers['writers']): string[] {
  const having = writers.filter(({ builtIn }) => builtIn === role);
  const names = [...new Set(having.map(({ subject }) => subjectInWords(subject)))];
  const rest = names.length - MOST;
  if (names.length === 0) return [];
  const more = rest > 0 ? ` and ${rest} more` : '';
  return [`who has ClusterRole ${role}: ${names.slice(0, MOST).join(', ')}${more}`];
}

function meansInWords({ means, resource, onto }: Writer): string {
  if (means === 'writes') return resource;
  const target =
    onto && ('namespace' in onto && onto.namespace ? `${onto.namespace}/${onto.name}` : onto.name);
  return `${resource}${target === undefined ? '' : `, to become ${target}`}`;
}
