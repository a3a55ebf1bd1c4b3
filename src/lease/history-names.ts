// Names of holders in a history: identities that the Lease has had, read as its present one is.
import { classify } from './classify.ts';
import { holderName, spokenName } from './holder.ts';
import { leaseFrom, type Lease, type LeaseRef } from './lease.ts';

/** The identity without known suffixes. */
export type NameOf = (identity: string) => string;

/** Of a Lease that is gone, only its name tells whose it was. */
export function namesIn(ref: LeaseRef, lease: Lease | undefined): NameOf {
  const known = lease ?? leaseFrom({ metadata: { ...ref } });
  const owner = classify(known);
  const names = new Map<string, string>();
  return (identity) => {
    let name = names.get(identity);
    if (name === undefined) {
      name = spokenName(holderName({ ...known, holderIdentity: identity }, owner));
      names.set(identity, name);
    }
    return name;
  };
}
