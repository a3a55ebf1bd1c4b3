// A fence: a visible foreign holder that makes the old one stop, and what its annotations say.
import type { Lease } from './lease.ts';

/** Of our documents and annotations. */
export const GROUP = 'kubectl-lease.github.io';

/** Whose write the Lease holds: the id of an operation, in the same patch as what it changed. */
export const OPERATION_ID = `${GROUP}/operation-id`;
/** The operation that is under way (operation-note.ts). */
export const OPERATION = `${GROUP}/operation`;
/** The operations that have come to their end (operation-record.ts). */
export const RECORD = `${GROUP}/record`;

/** The field manager of this program: a name that whoever writes chooses. */
export const OUR_MANAGER = 'kubectl-lease';

const PREFIX = 'kubectl-lease/';

/** The holder of the fence of one operation. */
export function fenceHolder(id: string): string {
  return `${PREFIX}${id}`;
}

/** The operation whose fence holds the Lease; undefined where none does. */
export function fenceId({
  holderIdentity,
}: Partial<Pick<Lease, 'holderIdentity'>>): string | undefined {
  return holderIdentity?.startsWith(PREFIX) ? holderIdentity.slice(PREFIX.length) : undefined;
}
