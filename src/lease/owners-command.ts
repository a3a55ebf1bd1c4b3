// The owner's own command for a Lease, with the Lease's values in it.
import type { Classification } from './kind.ts';
import type { Lease } from './lease.ts';

/** Safe in every shell; a holder that is not stays a placeholder, for a person to quote. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,252}$/;

/** Undefined where the owner has none. */
export function ownersCommand(lease: Lease, { command }: Classification): string | undefined {
  const values = new Map([
    ['HOLDER', lease.holderIdentity ?? ''],
    ['NAME', lease.ref.name],
    ['NAMESPACE', lease.ref.namespace],
  ]);
  return command
    ?.split(' ')
    .map((word) => {
      const value = values.get(word);
      return value !== undefined && PLAIN.test(value) ? value : word;
    })
    .join(' ');
}
