// Random questions about random RBAC, and of whom they are asked.
import type { Identity } from '../../src/lease/authority.ts';
import { resourceQuestion, type Question } from '../../src/lease/rbac-rule.ts';
import type { Dice } from './dice.ts';
import {
  ACCOUNTS,
  GROUPS,
  NAMES,
  RESOURCES,
  SUBRESOURCES,
  URLS,
  VERBS,
  accountName,
  groupsOf,
  usersOf,
  type Place,
} from './random-rbac.ts';

export interface Asked {
  readonly who: Identity;
  readonly question: Question;
}

export function markerQuestions({ prefix, namespaces: [namespace = ''] }: Place): Asked[] {
  const question = resourceQuestion('mark', 'markers.example.com', { namespace });
  return ['ClusterRole', 'Role'].map((kind) => ({
    who: { user: `${prefix}:${kind}`, groups: [] },
    question,
  }));
}

/** Somebody of this place, or somebody whom every cluster knows. */
export function randomIdentity(dice: Dice, place: Place): Identity {
  const groups = dice.roll(2) === 0 ? dice.some(groupsOf(place)) : [];
  const namespace = dice.pick(place.namespaces);
  switch (dice.roll(8)) {
    case 0:
      return { user: undefined, groups: groups.length > 0 ? groups : [`${place.prefix}:devs`] };
    case 1:
      return dice.pick(BUILT_IN);
    case 2:
    case 3:
      return {
        user: dice.pick(usersOf(place.prefix)),
        groups: ['system:authenticated', ...groups],
      };
    case 4:
      // A ServiceAccount without its groups is a user like any other.
      return { user: accountName(namespace, dice.pick(ACCOUNTS)), groups };
    default:
      return {
        user: accountName(namespace, dice.pick(ACCOUNTS)),
        groups: [
          'system:serviceaccounts',
          `system:serviceaccounts:${namespace}`,
          'system:authenticated',
        ],
      };
  }
}

const BUILT_IN: readonly Identity[] = [
  { user: 'system:kube-scheduler', groups: ['system:authenticated'] },
  { user: 'system:kube-controller-manager', groups: ['system:authenticated'] },
  { user: 'system:anonymous', groups: ['system:unauthenticated'] },
  { user: 'somebody', groups: ['system:masters', 'system:authenticated'] },
  {
    user: 'system:serviceaccount:kube-system:generic-garbage-collector',
    groups: [
      'system:serviceaccounts',
      'system:serviceaccounts:kube-system',
      'system:authenticated',
    ],
  },
];

/** The cluster's own places as well, and one where nothing is bound. */
export function randomQuestion(dice: Dice, { namespaces }: Place): Question {
  const verb = dice.roll(20) === 0 ? '*' : dice.pick(VERBS);
  if (dice.roll(5) === 0)
    return {
      verb: dice.pick(['get', 'post', verb]),
      path: dice.pick([...URLS, '/metricsx', '/heal', '']),
    };
  return {
    verb,
    apiGroup: dice.roll(20) === 0 ? '*' : dice.pick(GROUPS),
    resource: dice.pick([...RESOURCES, '*', 'pod*', 'pods/exec', '']),
    subresource: dice.roll(2) === 0 ? dice.pick([...SUBRESOURCES, '*']) : '',
    namespace: dice.pick([...namespaces, 'kube-system', 'nowhere', '']),
    name: dice.pick([...NAMES, '', '', 'c']),
  };
}
