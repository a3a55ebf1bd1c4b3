// The governance record of one Lease: who holds it, what that one may do, and who else may take it.
import type { Authority } from './authority.ts';
import { authorityAsked } from './authority-review.ts';
import type { Evidence } from './evidence.ts';
import type { LeaseRef } from './lease.ts';
import { readRbac } from './rbac-look.ts';
import type { Subject } from './rbac.ts';
import { whoHolds, type WhoHolds } from './who.ts';
import { writersOf, type Writers } from './writers.ts';

/** Annotations that a team may set on its Lease (design §3). */
const ANNOTATION = 'kubectl-lease.github.io';

export interface LeaseRecord {
  readonly who: WhoHolds;
  /** Undefined where no Pod was found, and so no ServiceAccount is known. */
  readonly authority: Authority | undefined;
  readonly writers: Writers;
  /** What the team says of it; undefined where it says nothing. */
  readonly owner: string | undefined;
  readonly guards: string | undefined;
  readonly playbook: string | undefined;
}

/** Questions to the server where RBAC may not be read. */
const MOST_ASKED = 8;

/**
 * At most nine requests: those of who-holds, and four lists of RBAC, of which a paged one counts as
 * one; eight questions more where RBAC may not be read.
 */
export async function leaseRecord(ref: LeaseRef, evidence: Evidence): Promise<LeaseRecord> {
  const who = await whoHolds(ref, evidence);
  const rbac = await readRbac(evidence);
  const account = serviceAccountOf(who);
  const declared = (key: string): string | undefined =>
    who.lease.annotations.get(`${ANNOTATION}/${key}`);
  return {
    who,
    authority:
      account &&
      (await authorityAsked(account, who.lease.ref, rbac, { evidence, most: MOST_ASKED })),
    writers: writersOf(who.lease.ref, rbac),
    owner: declared('owner'),
    guards: declared('guards'),
    playbook: declared('playbook'),
  };
}

/** A Pod that names none runs as "default". */
export function serviceAccountOf({ pod }: WhoHolds): Subject | undefined {
  if (!pod?.seen || pod.value === undefined) return undefined;
  const { ref, serviceAccount = 'default' } = pod.value;
  return { kind: 'ServiceAccount', namespace: ref.namespace, name: serviceAccount };
}

/** What holding a Lease does not mean; said of every one. */
export const LIMITS: readonly string[] = [
  'a Lease does not authorise: RBAC gives every replica the same rights at all times, the Lease only says which one uses them',
  'it does not check what its holder does',
  'it does not fence effects outside Kubernetes',
  'it does not prove that stale work has stopped',
];
