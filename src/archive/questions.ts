// The questions that a bundle holds the answers to, and one name for each.
import type { Identity } from '../lease/authority.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { lookKey, type Look } from '../lease/look.ts';
import type { Question } from '../lease/rbac-rule.ts';

export type Asked =
  | { readonly lease: LeaseRef }
  | { readonly look: Look }
  | { readonly review: { readonly who: Identity; readonly question: Question } }
  | { readonly version: true }
  | { readonly watched: LeaseRef }
  | { readonly audit: LeaseRef }
  | { readonly featureGate: string };

/** The same for the same question. */
export function keyOf(asked: Asked): string {
  if ('look' in asked) return `look ${lookKey(asked.look)}`;
  if ('review' in asked) {
    const { who, question } = asked.review;
    return `review ${JSON.stringify([who.user ?? '', who.groups, question])}`;
  }
  if ('lease' in asked) return `lease ${asked.lease.namespace}/${asked.lease.name}`;
  if ('watched' in asked) return `watched ${asked.watched.namespace}/${asked.watched.name}`;
  if ('audit' in asked) return `audit ${asked.audit.namespace}/${asked.audit.name}`;
  return 'version' in asked ? 'version' : `feature-gate ${asked.featureGate}`;
}

/** What a file that holds its answer is called. */
export function titleOf(asked: Asked): string {
  return 'look' in asked ? asked.look.resource : (keyOf(asked).split(' ', 1)[0] ?? '');
}
