// The name of one Lease on a command line.
import { failure } from '../errors.ts';
import type { LeaseRef } from '../lease/lease.ts';

/** As `ls -o name` and kubectl spell a Lease. */
const RESOURCE = /^leases?(\.coordination\.k8s\.io)?\//;

/** NAME, NAMESPACE/NAME or lease/NAME, exactly one. */
export function leaseNamed(
  command: string,
  positionals: readonly string[],
  namespace: string | undefined,
): { namespace: string | undefined; name: LeaseRef['name'] } {
  const [word, another] = positionals;
  if (word === undefined || word === '') {
    throw failure(`which Lease? ${command} takes its name`, {
      hint: 'kubectl lease ls -A lists them',
    });
  }
  if (another !== undefined)
    throw failure(`${command} takes one name, but was also given "${another}"`);
  const [first = '', second, third] = word.replace(RESOURCE, '').split('/');
  if (second === undefined) return { namespace, name: first };
  if (first === '' || second === '' || third !== undefined) {
    throw failure(`"${word}" names no Lease: it is NAME or NAMESPACE/NAME`);
  }
  if (namespace !== undefined && namespace !== first) {
    throw failure(`"${word}" is in namespace ${first}, but -n says ${namespace}`);
  }
  return { namespace: first, name: second };
}
