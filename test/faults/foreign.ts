// Answers about something else than what was asked for, and what is said of each.
import { html, json, text } from './answers.ts';
import { lease, leaseList, type Visit } from './fault.ts';

export interface Foreign {
  readonly title: string;
  readonly line: string;
  readonly answer: (visit: Visit) => void;
  readonly stderr: RegExp;
}

const API = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
const PROXY = '\nA proxy between you and the API server may have changed the answer\\.\n$';
const NO_SERVER =
  '\nIt is no Kubernetes API server, or a login page or a proxy answers for it\\.\n$';

const held = { holderIdentity: 'liar', leaseDurationSeconds: 15 };
const of = (metadata: object, type: object = API): object => ({ ...type, metadata, spec: held });

type Answer = readonly [title: string, answer: Foreign['answer'], sentence: string];

/** In the place of Lease team-a/a. */
const objects: readonly Answer[] = [
  [
    'another name',
    json(of({ namespace: 'team-a', name: 'b' })),
    `error: the API server answered with Lease team-a/b instead of team-a/a${PROXY}`,
  ],
  [
    'another namespace',
    json(of({ namespace: 'team-b', name: 'a' })),
    `error: the API server answered with Lease team-b/a instead of team-a/a${PROXY}`,
  ],
  [
    'no namespace',
    json(of({ name: 'a' })),
    `error: the API server answered with Lease a instead of team-a/a${PROXY}`,
  ],
  [
    'no name',
    json(of({ namespace: 'team-a' })),
    `error: the API server answered with Lease team-a/without a name instead of team-a/a${PROXY}`,
  ],
  [
    'a name that would break the line',
    json(of({ namespace: 'team-a', name: 'a\nerror: forged \u001b[2J' })),
    `error: the API server answered with Lease team-a/"a\\\\nerror: forged \\\\u001b\\[2J" instead of team-a/a${PROXY}`,
  ],
  [
    'another API',
    json(of({ namespace: 'team-a', name: 'a' }, { ...API, apiVersion: 'example.com/v1' })),
    `error: the API server answered with Lease team-a/a of example\\.com/v1 instead of coordination\\.k8s\\.io/v1${PROXY}`,
  ],
  [
    'another kind',
    json(of({ namespace: 'team-a', name: 'a' }, { apiVersion: 'v1', kind: 'ConfigMap' })),
    `error: http://\\S+ answered with a ConfigMap, not with a Lease${NO_SERVER}`,
  ],
  [
    'a list',
    json(leaseList([lease('a', held)])),
    `error: http://\\S+ answered with a LeaseList, not with a Lease${NO_SERVER}`,
  ],
  [
    'a Status of success',
    json({ kind: 'Status', apiVersion: 'v1', status: 'Success' }),
    `error: http://\\S+ answered with a Status, not with a Lease${NO_SERVER}`,
  ],
  [
    'an array',
    json([of({ namespace: 'team-a', name: 'a' })]),
    'error: the JSON that http://\\S+ answered with is cut off or malformed\n$',
  ],
  [
    'null',
    json(null),
    `error: http://\\S+ answered with something that is not JSON, not with a Lease${NO_SERVER}`,
  ],
  [
    'a web page',
    html(200, '<!doctype html><title>Log in</title>'),
    `error: http://\\S+ answered with a web page, not with a Lease${NO_SERVER}`,
  ],
  [
    'nothing',
    text(200, ''),
    `error: http://\\S+ answered with nothing, not with a Lease${NO_SERVER}`,
  ],
];

const commands = ['who-holds', 'describe', 'history', 'force-release --yes --reason hangs'];

export const ofOneLease: readonly Foreign[] = commands.flatMap((command) =>
  objects.map(([title, answer, sentence]) => ({
    title: `${command.split(' ', 1).join()}, the API server answers with ${title}`,
    line: `kubectl lease ${command} a`,
    answer,
    stderr: new RegExp(`^${sentence}`),
  })),
);

/** A second page of another moment. */
function pages({ nth, ...visit }: Visit): void {
  const page = leaseList([lease(nth === 1 ? 'a' : 'b')], nth === 1 ? 'next' : '');
  json({ ...page, metadata: { resourceVersion: String(nth), continue: nth === 1 ? 'next' : '' } })({
    nth,
    ...visit,
  });
}

const twoPages = ({ nth, ...visit }: Visit): void => {
  json(leaseList([lease('a')], nth === 1 ? 'next' : ''))({ nth, ...visit });
};

const within = (namespace: string, name: string): object => of({ namespace, name }, {});

type List = readonly [title: string, flags: string, ...rest: readonly [Foreign['answer'], string]];

const listed: readonly List[] = [
  [
    'a Lease of another namespace',
    '',
    json(leaseList([lease('a'), within('team-b', 'b')])),
    'listed Lease team-b/b instead of Leases of team-a',
  ],
  [
    'a Lease without a name',
    '',
    json(leaseList([within('team-a', '')])),
    'listed a Lease without a name',
  ],
  ['one Lease twice', '', json(leaseList([lease('a'), lease('a')])), 'listed Lease team-a/a twice'],
  ['one Lease on two pages', '', twoPages, 'listed Lease team-a/a twice'],
  [
    'pages of two lists',
    '',
    pages,
    'answered with pages of different lists of Leases: their resourceVersions are 1 and 2',
  ],
  [
    'a Lease of the namespace that is left out',
    '-A',
    json(leaseList([within('kube-node-lease', 'n')])),
    'listed Lease kube-node-lease/n although namespace kube-node-lease was left out',
  ],
  [
    'a Lease that the selector does not match',
    '-l app=x',
    json(leaseList([lease('a')])),
    'listed Lease team-a/a although it does not match the selector "app=x"',
  ],
  [
    'a Pod among the Leases',
    '',
    json(leaseList([{ kind: 'Pod', ...lease('a') }])),
    'listed Pod team-a/a instead of a Lease',
  ],
  [
    'an item that is no object',
    '',
    json({ ...leaseList([]), items: [null] }),
    'listed something among the Leases that is no object',
  ],
  [
    'a list without items',
    '',
    json({ ...leaseList([]), items: undefined }),
    'answered with a LeaseList that has no items',
  ],
];

export const ofLists: readonly Foreign[] = ['', '-o json'].flatMap((format) =>
  listed.map(([title, flags, answer, sentence]) => ({
    title: `ls ${format}, the API server lists ${title}`,
    line: `kubectl lease ls ${flags} ${format}`,
    answer,
    stderr: new RegExp(`^error: the API server ${sentence}${PROXY}`),
  })),
);
