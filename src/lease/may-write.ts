// Whether the ServiceAccount of a Pod may write a Lease, asked of the server.
import { identityOf } from './authority.ts';
import type { Evidence, Seen } from './evidence.ts';
import type { LeaseRef } from './lease.ts';
import type { Pod } from './pod.ts';
import { resourceQuestion } from './rbac-rule.ts';
import { LEASES } from './writers.ts';

export interface Account {
  readonly kind: 'ServiceAccount';
  readonly namespace: string;
  readonly name: string;
}

/** As whom a Pod asks: one that names nobody is "default". A static Pod has no ServiceAccount. */
export function accountOf({ ref, serviceAccount = 'default' }: Pod): Account {
  return { kind: 'ServiceAccount', namespace: ref.namespace, name: serviceAccount };
}

/** One question, which is two requests where the first is forbidden. */
export async function mayWrite(
  account: Account,
  lease: LeaseRef,
  evidence: Pick<Evidence, 'review'>,
): Promise<Seen<boolean>> {
  const question = resourceQuestion('update', LEASES, lease);
  const review = await evidence.review(identityOf(account), question);
  return review.seen ? { seen: true, value: review.value.allowed } : review;
}
