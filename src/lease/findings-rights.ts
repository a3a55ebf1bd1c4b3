// Rules and subjects of RBAC in the words of a finding's evidence.
import type { Danger } from './authority-danger.ts';
import type { GrantedRule, Via } from './authority.ts';
import type { Subject } from './rbac.ts';
import { listed } from './findings-words.ts';

/** "patch, delete deployments.apps in all namespaces". */
export function grantInWords(
  { namespaces, resourceNames }: GrantedRule,
  { verbs, resources }: Pick<Danger, 'verbs' | 'resources'>,
): string {
  const named = resourceNames.length === 0 ? '' : ` named ${listed(resourceNames)}`;
  const where = namespaces === '*' ? 'all namespaces' : listed(namespaces);
  return `${verbs.join(', ')} ${listed(resources)}${named} in ${where}`;
}

export function viaInWords({ binding, subject, reason }: Via): string {
  if (binding === undefined) return reason ?? (subject ? subjectInWords(subject) : 'no binding');
  const group = subject?.kind === 'Group' ? ` of Group ${subject.name}` : '';
  return `${binding.kind} ${binding.name}${group}`;
}

export function subjectInWords({ kind, namespace = '', name }: Subject): string {
  return kind === 'ServiceAccount' ? `ServiceAccount ${namespace}/${name}` : `${kind} ${name}`;
}
