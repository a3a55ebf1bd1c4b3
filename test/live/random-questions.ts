// Random questions about random RBAC, and of whom they are asked.
import type { Identity } from '../../src/lease/authority.ts';
import { resourceQuestion, type Question } from '../../src/lease/rbac-rule.ts';
import { list, object, text, type RawObject } from '../../src/lease/lease.ts';
import type { Creation } from '../cluster/create-all.ts';
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

/** What one grant says, asked of one of its subjects; half of them with one thing changed. */
export function aimedQuestions(
  dice: Dice,
  place: Place,
  creations: readonly Creation[],
): () => Asked {
  const bodies = creations.map(({ path, body }) => ({ path, body: object(body) }));
  const roles = new Map(bodies.map(({ path, body }) => [`${path}/${nameOf(body)}`, body]));
  const grants = bodies.flatMap(({ path, body }) => {
    const ref = object(body['roleRef']);
    const of = path.slice(0, path.lastIndexOf('/'));
    const cluster = `${of.replace(/namespaces\/.*/, '').replace(/\/$/, '')}/clusterroles`;
    const role = roles.get(
      `${ref['kind'] === 'Role' ? `${of}/roles` : cluster}/${text(ref['name']) ?? ''}`,
    );
    const namespace = /namespaces\/([^/]+)/.exec(path)?.[1];
    return list(body['subjects']).flatMap((subject) =>
      list(role?.['rules']).map((rule) => ({ subject, rule, namespace })),
    );
  });
  return () => {
    const { subject, rule, namespace } = dice.pick(grants);
    const random = randomQuestion(dice, place);
    const question = questionBy(dice, rule, namespace ?? dice.pick(place.namespaces));
    const who =
      dice.roll(8) === 0 ? randomIdentity(dice, place) : identityBy(dice, subject, namespace);
    return { who, question: dice.roll(2) === 0 ? question : oneOf(dice, question, random) };
  };
}

function nameOf(body: RawObject): string {
  return text(object(body['metadata'])['name']) ?? '';
}

function identityBy(dice: Dice, subject: RawObject, where = ''): Identity {
  const name = text(subject['name']) ?? '';
  if (subject['kind'] === 'Group') {
    return { user: dice.pick([undefined, 'somebody']), groups: [name] };
  }
  if (subject['kind'] === 'User') return { user: name, groups: [] };
  return { user: accountName(text(subject['namespace']) ?? where, name), groups: [] };
}

/** A star of the rule stands for anything, or for itself. */
function questionBy(dice: Dice, rule: RawObject, namespace: string): Question {
  const one = (key: string, known: readonly string[]): string => {
    const said = dice.pick((rule[key] as string[] | undefined) ?? ['']);
    return said === '*' ? dice.pick([...known, '*']) : said;
  };
  const verb = one('verbs', VERBS);
  if (Array.isArray(rule['nonResourceURLs'])) {
    const url = one('nonResourceURLs', URLS);
    return { verb, path: dice.pick([url, url.replace(/\*$/, ''), url.replace(/\*+$/, 'more')]) };
  }
  const [resource = '', subresource = ''] = one('resources', RESOURCES).split('/');
  const starred = resource === '*' && dice.roll(4) > 0;
  return {
    verb,
    apiGroup: one('apiGroups', GROUPS),
    resource: starred ? dice.pick(RESOURCES) : resource,
    subresource: subresource === '*' ? dice.pick([...SUBRESOURCES, '*']) : subresource,
    namespace,
    name: rule['resourceNames'] === undefined ? dice.pick(NAMES) : one('resourceNames', NAMES),
  };
}

function oneOf(dice: Dice, aimed: Question, random: Question): Question {
  const key = dice.pick(Object.keys(aimed));
  return Object.hasOwn(random, key) ? { ...aimed, [key]: random[key as keyof Question] } : aimed;
}
