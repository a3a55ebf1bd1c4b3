// Those whom one would have to become, found by what a rule says of them.
import { userName, type Subject } from './rbac.ts';

type Resource = 'users' | 'groups' | 'serviceaccounts';

export interface Aim {
  readonly onto: Subject;
  /** Of a ServiceAccount; "" of others. */
  readonly namespace: string;
  readonly name: string;
}

/** Indexed: a rule without names leads to thousands of them, one with names to few. */
export interface Targets {
  /** By resource, and by resource in a namespace. */
  readonly all: ReadonlyMap<string, readonly Aim[]>;
  readonly byName: ReadonlyMap<string, readonly Aim[]>;
}

export function targetsOf(subjects: readonly Subject[]): Targets {
  const all = new Map<string, Aim[]>();
  const byName = new Map<string, Aim[]>();
  const add = (map: Map<string, Aim[]>, key: string, aim: Aim) => {
    const known = map.get(key);
    if (known) known.push(aim);
    else map.set(key, [aim]);
  };
  for (const onto of subjects) {
    const { resource, ...aim } = { ...aimOf(onto), onto };
    add(all, resource, aim);
    add(all, keyOf(resource, aim.namespace), aim);
    add(byName, keyOf(resource, aim.name), aim);
    for (const namespace of accountNamespacesOf(onto, aim.namespace)) {
      add(all, keyOf('any account', namespace), aim);
    }
  }
  return { all, byName };
}

export function keyOf(resource: string, name: string): string {
  return `${resource}\0${name}`;
}

/** A user that spells a ServiceAccount is impersonated as one (SplitUsername, impersonation.go). */
function aimOf(onto: Subject): { resource: Resource; namespace: string; name: string } {
  if (onto.kind === 'Group') return { resource: 'groups', namespace: '', name: onto.name };
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(userName(onto));
  if (!account) return { resource: 'users', namespace: '', name: onto.name };
  const [, namespace = '', name = ''] = account;
  return { resource: 'serviceaccounts', namespace, name };
}

/** Where a Pod would run as it, or as a member of it; "" is anywhere. */
function accountNamespacesOf(onto: Subject, namespace: string): string[] {
  if (namespace !== '') return ['', namespace];
  if (onto.kind !== 'Group') return [];
  const [group, of] = /^system:serviceaccounts(?::([^:]+))?$/.exec(onto.name) ?? [];
  if (group === undefined) return [];
  return of === undefined ? ['', EVERY] : ['', of];
}

/** The key of those who are in each namespace. */
export const EVERY = '*';
