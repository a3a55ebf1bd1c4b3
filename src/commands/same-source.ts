// Another command about the same Lease, as a person would type it to see more.
import type { LeaseRef } from '../lease/lease.ts';

/** The flags that say where to look, and as whom; none of them holds a secret. */
const SOURCE = [
  ...['filename', 'at', 'kubeconfig', 'context', 'cluster', 'user', 'server'],
  ...['client-certificate', 'client-key', 'certificate-authority', 'insecure-skip-tls-verify'],
  ...['tls-server-name', 'disable-compression', 'kuberc'],
  ...['as', 'as-uid', 'as-group', 'as-user-extra', 'request-timeout'],
];

/** "kubectl lease describe -n payments reconciler", looking where this command looked. */
export function sameSource(
  command: string,
  { namespace, name }: LeaseRef,
  flags: Readonly<Record<string, unknown>>,
): string {
  const source = SOURCE.flatMap((flag) => words(flag, flags[flag]));
  const where = namespace === '' ? [] : ['-n', quoted(namespace)];
  return ['kubectl lease', command, ...source, ...where, quoted(name)].join(' ');
}

function words(flag: string, value: unknown): string[] {
  if (value === true) return [spelling(flag)];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((it) =>
    typeof it === 'string' && it !== '' ? [spelling(flag), quoted(it)] : [],
  );
}

function spelling(flag: string): string {
  return flag === 'filename' ? '-f' : `--${flag}`;
}

/** As sh takes it for one word. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
