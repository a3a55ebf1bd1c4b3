// Signs by which a program's Leases are recognised: each is one condition, and all given must hold.
import type { Lease } from './lease.ts';

export interface Signs {
  readonly namespace?: string;
  readonly name?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly namePattern?: RegExp;
  readonly label?: string;
  /** With `label`: its value. */
  readonly labelValue?: string;
  readonly annotation?: string;
  readonly owner?: OwnerSign;
  readonly identity?: RegExp;
}

export interface OwnerSign {
  /** The API group without its version; "" is the core group. */
  readonly group: string;
  readonly kind: string;
  /** The Lease's name is this, with the owner's name behind it. */
  readonly namePrefix?: string;
}

/** Names are DNS subdomains; a longer one comes from no API server, and no expression sees it. */
const LONGEST_NAME = 253;
/** Longer than any identity a program writes: nothing is searched for in a longer one. */
export const LONGEST_IDENTITY = 1024;

export function matches(signs: Signs, lease: Lease): boolean {
  return (
    (signs.namespace === undefined || signs.namespace === lease.ref.namespace) &&
    nameMatches(signs, lease.ref.name) &&
    labelMatches(signs, lease.labels) &&
    (signs.annotation === undefined || lease.annotations.has(signs.annotation)) &&
    (signs.owner === undefined || ownerMatches(signs.owner, lease)) &&
    (signs.identity === undefined || identityMatches(signs.identity, lease.holderIdentity))
  );
}

function nameMatches(signs: Signs, name: string): boolean {
  const { namePrefix, nameSuffix, namePattern } = signs;
  return (
    (signs.name === undefined || signs.name === name) &&
    (namePrefix === undefined || name.startsWith(namePrefix)) &&
    (nameSuffix === undefined || name.endsWith(nameSuffix)) &&
    (namePattern === undefined || (name.length <= LONGEST_NAME && namePattern.test(name)))
  );
}

function labelMatches({ label, labelValue }: Signs, labels: Lease['labels']): boolean {
  if (label === undefined) return true;
  return labelValue === undefined ? labels.has(label) : labels.get(label) === labelValue;
}

function ownerMatches({ group, kind, namePrefix }: OwnerSign, { owners, ref }: Lease): boolean {
  return owners.some(
    (owner) =>
      owner.kind === kind &&
      groupOf(owner.apiVersion) === group &&
      (namePrefix === undefined || ref.name === `${namePrefix}${owner.name}`),
  );
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function identityMatches(pattern: RegExp, identity: string | undefined): boolean {
  return identity !== undefined && identity.length <= LONGEST_IDENTITY && pattern.test(identity);
}
