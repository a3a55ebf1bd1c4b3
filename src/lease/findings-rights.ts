// Rules and subjects of RBAC in the words of a finding's evidence.
import { subjectInWords } from './rbac-words.ts';
import type { Danger } from './authority-danger.ts';
import type { Authority, GrantedRule } from './authority.ts';
import type { Found } from './finding.ts';
import { listed } from './findings-words.ts';

/** What the holder may do, unless it is only guessed as whom it asks. */
export function authorityIn({ authority, subject }: Found): Authority | undefined {
  return subject?.confidence === 'guess' ? undefined : authority;
}

/** What stands beside each finding about that authority. */
export function doubtsIn({ subject }: Found): string[] {
  if (subject === undefined || subject.confidence === 'certain') return [];
  return [`it probably asks as ${subjectInWords(subject.subject)}: ${subject.why}`];
}

/**
 * What the API server gives to the control plane, and restores at its next start: "In general,
 * changes should not be made to rights provided to system: accounts" (RBAC good practices).
 */
export function isKubernetesOwn({ via: { binding, role, subject } }: GrantedRule): boolean {
  const own =
    (subject?.kind === 'ServiceAccount' && subject.namespace === 'kube-system') ||
    (subject?.kind === 'User' && subject.name.startsWith('system:kube-'));
  return own && isSystem(binding?.name) && isSystem(role?.name);
}

function isSystem(name = ''): boolean {
  return name.startsWith('system:');
}

/** "patch, delete deployments.apps in all namespaces". */
export function grantInWords(
  { namespaces, resourceNames }: GrantedRule,
  { verbs, resources }: Pick<Danger, 'verbs' | 'resources'>,
): string {
  const named = resourceNames.length === 0 ? '' : ` named ${listed(resourceNames)}`;
  const where = namespaces === '*' ? 'all namespaces' : listed(namespaces);
  return `${verbs.join(', ')} ${listed(resources)}${named} in ${where}`;
}
