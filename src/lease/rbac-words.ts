// Subjects and bindings in words, as findings and pages name them; not escaped.
import type { Via } from './authority.ts';
import type { Subject } from './rbac.ts';

export function viaInWords({ binding, subject, reason }: Via): string {
  if (binding === undefined) return reason ?? (subject ? subjectInWords(subject) : 'no binding');
  const group = subject?.kind === 'Group' ? ` of Group ${subject.name}` : '';
  return `${binding.kind} ${binding.name}${group}`;
}

export function subjectInWords({ kind, namespace = '', name }: Subject): string {
  return kind === 'ServiceAccount' ? `ServiceAccount ${namespace}/${name}` : `${kind} ${name}`;
}
