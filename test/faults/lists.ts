// Rows in which only a part of the list comes.
import { json, leases, status } from './answers.ts';
import { lease, leaseList, refused, type Fault, type Visit } from './fault.ts';

const forbidden = (where: string): string =>
  `leases.coordination.k8s.io is forbidden: User "u" cannot list resource "leases" in API group "coordination.k8s.io" ${where}`;

const isForCluster = ({ path }: Visit): boolean => !path.includes('/namespaces/');

/** May list one namespace, and no more. */
function onlyTeamA(visit: Visit): void {
  const no = status(403, 'Forbidden', forbidden('at the cluster scope'));
  (isForCluster(visit) ? no : leases(lease('a')))(visit);
}

function nothingAtAll(visit: Visit): void {
  const where = isForCluster(visit) ? 'at the cluster scope' : 'in the namespace "team-a"';
  status(403, 'Forbidden', forbidden(where))(visit);
}

const narrowed: readonly Fault[] = [
  {
    row: '7',
    title: 'who may not list the cluster is shown the namespace of the context',
    line: 'kubectl lease ls -A',
    answer: onlyTeamA,
    visits: 2,
    code: 0,
    stdout: /^NAMESPACE +NAME.*\nteam-a +a +/,
    stderr:
      "you may not list Leases in all namespaces: these are of namespace team-a, which is the context's\n",
  },
  {
    row: '7',
    title: 'who may not list the cluster is shown that namespace as JSON too',
    line: 'kubectl lease ls -A -o json',
    answer: onlyTeamA,
    visits: 2,
    code: 0,
    stdout: /"name": "a"/,
    stderr:
      "you may not list Leases in all namespaces: these are of namespace team-a, which is the context's\n",
  },
  {
    row: '7',
    title: 'who may not list that either is told what was asked for',
    line: 'kubectl lease ls -A',
    answer: nothingAtAll,
    visits: 2,
    stderr: `Error from server (Forbidden): ${forbidden('at the cluster scope')}\n`,
  },
];

/** The token of the second page is too old; then the list begins anew. */
function compacted(visit: Visit): void {
  const { nth } = visit;
  const page = nth === 1 ? [lease('gone')] : [lease('a'), lease('b')];
  const answer = json(leaseList(page, nth === 1 ? 'next' : ''));
  const tooOld = status(410, 'Expired', 'The provided continue parameter is too old');
  (nth === 2 ? tooOld : answer)(visit);
}

const expired: readonly Fault[] = [
  {
    row: '12',
    title: 'a page that expired begins the list anew',
    line: 'kubectl lease ls --no-headers',
    answer: compacted,
    visits: 3,
    ...{ code: 0, stdout: /^a +.*\nb +.*\n$/ },
  },
  {
    row: '12',
    title: 'a page that expired begins the list anew as JSON too',
    line: 'kubectl lease ls -o json',
    answer: compacted,
    visits: 3,
    ...{ code: 0, stdout: /^(?!.*"gone")[^]*"name": "a"[^]*"name": "b"/ },
  },
  refused(
    '12',
    'a first page that expired is final',
    status(410, 'Expired', 'The provided continue parameter is too old'),
    'Error from server (Expired): The provided continue parameter is too old',
  ),
];

export const lists: readonly Fault[] = [...narrowed, ...expired];
