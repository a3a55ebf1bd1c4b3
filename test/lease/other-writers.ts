// Grants on one Lease, and who besides its holder may take it, as sentences.
import type { LeaseRef } from '../../src/lease/lease.ts';
import { subjectKey } from '../../src/lease/rbac.ts';
import { writersOf, type Writer } from '../../src/lease/writers.ts';
import { rbacOf } from './rbac.ts';

export const REF: LeaseRef = { namespace: 'payments', name: 'reconciler' };
export const RBAC = 'rbac.authorization.k8s.io';
const LOCK = {
  namespace: 'payments',
  name: 'lock',
  to: ['ServiceAccount payments/worker'],
  rules: ['update leases.coordination.k8s.io reconciler'],
};

export type Grants = Parameters<typeof rbacOf>[0];

/** Without system:masters and the holder, who are always there. */
export function others(grants: Grants): string[] {
  const { writers } = writersOf(REF, rbacOf([LOCK, ...grants]));
  return writers.filter(isOther).map(sentence);
}

function isOther({ subject }: Writer): boolean {
  return !['Group/system:masters', 'User/system:serviceaccount:payments:worker'].includes(
    subjectKey(subject),
  );
}

function sentence({ subject, means, verbs, resource, onto, via }: Writer): string {
  const into = onto === undefined ? [] : ['into', onto.name];
  return [subject.name, means, verbs.join(), resource, ...into, 'by', via.binding?.name].join(' ');
}

export const to = ['User alice'];
export const leases = 'leases.coordination.k8s.io';
