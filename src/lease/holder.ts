// What a holder identity names, as far as the identity itself says.
import type { Kind } from './kind.ts';
import type { Lease } from './lease.ts';

export type HolderFormat =
  'empty' | 'node' | 'apiserver-uuid' | 'host-uuid' | 'pod-suffix' | 'custom';

export interface HolderName {
  /** As written; undefined or "" when nobody holds the Lease. */
  readonly identity: string | undefined;
  readonly format: HolderFormat;
  /** The identity without known suffixes; "" when nobody holds the Lease. */
  readonly name: string;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Suffixes that programs put behind a host or Pod name (holder-formats.md, resolver rules). */
const SUFFIXES: readonly { format: HolderFormat; suffix: RegExp }[] = [
  { format: 'host-uuid', suffix: new RegExp(`_${UUID}$`) },
  { format: 'pod-suffix', suffix: /-external-cert-manager-controller$/ },
];

/** Longer than any identity a program writes: nothing is searched for in a longer one. */
const LONGEST_IDENTITY = 1024;

export function holderName(lease: Lease, kind: Kind): HolderName {
  const identity = lease.holderIdentity;
  if (!identity) return { identity, format: 'empty', name: '' };
  if (kind === 'node') return { identity, format: 'node', name: identity };
  for (const { format, suffix } of identity.length > LONGEST_IDENTITY ? [] : SUFFIXES) {
    const name: string = identity.replace(suffix, '');
    if (name !== identity && name !== '') {
      return { identity, format: kind === 'apiserver' ? 'apiserver-uuid' : format, name };
    }
  }
  return { identity, format: 'custom', name: identity };
}
