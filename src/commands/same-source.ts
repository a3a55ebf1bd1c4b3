// Another command about the same Lease, as a person would type it to see more.
import type { LeaseRef } from '../lease/lease.ts';

/** The flags that say where to look; none of them holds a secret. */
const SOURCE = ['filename', 'at', 'kubeconfig', 'context', 'cluster', 'user', 'server', 'as'];

/** "kubectl lease describe -n payments reconciler", looking where this command looked. */
export function sameSource(
  command: string,
  { namespace, name }: LeaseRef,
  flags: Readonly<Record<string, unknown>>,
): string {
  const source = SOURCE.flatMap((flag) => {
    const value = flags[flag];
    return typeof value === 'string' && value !== '' ? [spelling(flag), quoted(value)] : [];
  });
  const where = namespace === '' ? [] : ['-n', quoted(namespace)];
  return ['kubectl lease', command, ...source, ...where, quoted(name)].join(' ');
}

function spelling(flag: string): string {
  return flag === 'filename' ? '-f' : `--${flag}`;
}

/** As sh takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
